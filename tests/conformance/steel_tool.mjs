// Low-carbon-emission steel (T/CISA 452, draft of 2024) in binary doubles, written from the text of the standard with its
// printed tables. Every name a question may ask for is a function of the document. The starter does the talking.

import { NotSupported, Rejected, main, number, ready } from "STARTER";

const rows = (text) => Object.fromEntries(text.split(";").map((line) => {
  const [name, ...cells] = line.trim().split(/\s+/);
  return [name, cells.map(Number)];
}));

const LIMITS = rows(`E 2.19 1.78 0.41; D 1.64 1.29 0.35; C 1.02 0.78 0.24; B 0.43 0.27 0.16; A 0.15 0.04 0.11`);
const PRODUCTS = ["热轧卷", "厚板", "线棒材", "无缝管"];
const ON_ORE = rows(`E 0.040 0.065 0.045 0.160; D 0.030 0.050 0.035 0.120; C 0.020 0.030 0.020 0.075;
  B 0.010 0.015 0.010 0.040; A 0 0 0 0`);
const ON_SCRAP = rows(`E 0.110 0.140 0.110 0.340; D 0.080 0.105 0.085 0.250; C 0.050 0.070 0.055 0.170;
  B 0.027 0.035 0.030 0.085; A 0 0 0 0`);
// net calorific value, carbon content, oxidation in per cent
const FUELS = rows(`无烟煤 26.7 0.0274 98; 烟煤 23.736 0.0261 98; 褐煤 11.9 0.028 98; 洗精煤 26.344 0.02541 98;
  其他洗煤 12.545 0.02541 98; 其他煤制品 17.46 0.0336 98; 焦炭 28.435 0.0295 98; 粗苯 41.816 0.0227 98;
  原油 41.816 0.02008 98; 其他石油制品 41.031 0.02 98; 燃料油 41.816 0.0211 98; 液化石油气 50.179 0.0172 98;
  汽油 43.07 0.0189 98; 液化天然气 51.498 0.0172 98; 煤油 43.07 0.0196 98; 炼厂干气 45.998 0.0182 98;
  柴油 42.652 0.0202 98; 焦油 33.453 0.022 98`);
const GASES = rows(`天然气 38.931 0.01532 99; 焦炉煤气 17.354 0.0121 99; 高炉煤气 3.3 0.0708 99; 转炉煤气 8.4 0.0496 99;
  其它煤气 5.227 0.0122 99`);
const MATERIALS = rows(`石灰石 0.44; 白云石 0.471; 粗钢 0.0154; 电极 3.663; 生铁 0.172; 直接还原铁 0.073; 镍铁 0.037; 钼铁 0.018; 铬铁合金 0.275`);
const STAGES = "煅烧 炼焦 烧结 球团 高炉 直接还原 熔融还原 转炉 电炉 精炼 连铸 热轧 其他必要工序 能源与氢供应 碳捕集".split(" ");
const DUTIES = 14;
const LINES = ["燃料收支", "燃气收支", "物料收支", "自给因子项", "碳平衡项", "其他间接项", "工艺气流"];
const LISTS = [...LINES, "工序数据", "外购绿电", "自有电源", "蒸汽来源", "含铁原料", "管理条件", "舍去的辅料", "同线产品"];
const OPTIONAL = ["缺口指定工序", "路径年数", "中期年数", "开展产品评价", "粗钢消耗", "数据年限说明", "总消耗量", "富氢碳循环高炉", "气基竖炉", "熔融还原工艺",
  "封存捕集率", "封存与采油结合", "利用捕集率", "可再生氢占还原能量", "可再生氢占加热", "可再生能源占用电", "生物质占还原能量", "生物质占加热",
  "低位发热量", "单位热值含碳量", "转换系数", "排放因子", "碳足迹总量", "供热热量占比", "因子"];
const INPUTS = [...LISTS, ...OPTIONAL, "产品类型", "合金含量", "评价对象", "锅炉热力平均因子", "扣减了抵消", "排放年份", "电网因子", "电网因子年份", "外购电量",
  "消费前废钢", "消费后废钢", "有评价报告", "评价日期", "数据起始日"];
const MOLE = 44 / 12;

const near = (a, b) => Math.abs(a - b) <= 1e-11 * Math.max(Math.abs(a), Math.abs(b), 1e-9);
const atMost = (a, b) => a < b || near(a, b);
const total = (list, of) => list.reduce((sum, one) => sum + of(one), 0);
const blank = (value) => value === undefined || value === null || value === "" || value === "not applicable";

class Absent extends Rejected {}

function need(of, name) {
  if (blank(of[name])) throw new Absent(`${name} is missing`, name);
  return of[name];
}
const size = (of, name) => number(need(of, name));
const sizeOr = (of, name, otherwise) => (blank(of[name]) ? otherwise() : number(of[name]));
const share = (of, name) => size(of, name) / 100;
const refuse = (when, why) => { if (when) throw new Rejected(why); };

/** The names of the standard, each a function that works its value out from the document. */
function names(inputs, options) {
  const list = (name) => need(inputs, name);
  const given = (name) => inputs[name] ?? [];
  const option = (name) => need(options, name);
  const of = (name, stage) => list(name).filter((each) => need(each, "工序") === stage);
  const sign = (each) => (need(each, "流向") === "投入" ? 1 : -1);
  const unlessOne = (each, table) => sizeOr(each, "转换系数", () => (option("转换系数取法") === "一律取1" ? 100 : table[2])) / 100;
  const stated = (each) => sizeOr(each, "转换系数", () => {
    refuse(option("转换系数取法") === "燃料取附录D", "state CF item by item");
    return 100;
  }) / 100;
  const burnt = (table) => ({
    heat: (each) => size(each, "数量") * sizeOr(each, "低位发热量", () => table[need(each, "燃料")][0]) / 1000,
    factor: (each) => sizeOr(each, "单位热值含碳量", () => table[need(each, "燃料")][1]) * 1000 * MOLE,
    conversion: (each) => unlessOne(each, table[need(each, "燃料")]),
    emission(each) { return sign(each) * this.conversion(each) * this.factor(each) * this.heat(each); },
  });
  const [solid, gas] = [burnt(FUELS), burnt(GASES)];
  const calorific = (each) => sizeOr(each, "低位发热量", () => GASES[need(each, "气体")][0]);
  const made = (each) => size(each, "产生量") * calorific(each);
  const used = (each) => size(each, "消耗量") * calorific(each);
  const short = (gases) => Math.max(0, total(gases, used) - total(gases, made));
  const pool = (each) => (option("工艺气平衡") === "合并平衡" ? list("工艺气流") : list("工艺气流").filter((other) => other.气体 === each.气体));
  const borne = (each) => (used(each) === 0 ? 0 : (short(pool(each)) * used(each)) / total(pool(each), used));
  const singly = (name) => short(list("工艺气流").filter((each) => need(each, "气体") === name));
  const deficit = (stage) => {
    if (option("缺口归属") === "按消耗热量") return total(of("工艺气流", stage), borne);
    if (need(inputs, "缺口指定工序") !== stage) return 0;
    return option("工艺气平衡") === "合并平衡" ? short(list("工艺气流")) : total(Object.keys(GASES), singly);
  };
  const oxidised = () => (option("转换系数取法") === "一律取1" ? 1 : 0.99);
  const equivalent = (stage) => (list("工艺气流").length === 0 ? 0 : deficit(stage) && MOLE * 0.01532 * oxidised() * deficit(stage));
  const material = (each) => sign(each) * stated(each) * size(each, "数量") * sizeOr(each, "排放因子", () => MATERIALS[need(each, "物料")][0]);
  const own = (each) => sign(each) * stated(each) * size(each, "数量") * size(each, "排放因子");
  const carbon = (each) => (need(each, "碳来源") === "生物碳" ? 0 : MOLE * size(each, "含碳量") * sign(each) * size(each, "数量") * stated(each));

  const purchased = () => size(inputs, "外购电量");
  const green = () => {
    const found = total(list("外购绿电"), (each) => size(each, "电量"));
    refuse(!atMost(found, purchased()), "more green power than the purchased demand");
    return found;
  };
  const greenBurden = () => total(list("外购绿电"), (each) => size(each, "因子") * size(each, "电量"));
  const gridBurden = () => (purchased() - green()) * size(inputs, "电网因子");
  const plant = (each) => {
    const kind = need(each, "类型");
    if (kind === "余热余压") return size(inputs, "电网因子") * size(each, "电量");
    return size(each, "碳足迹总量") * (kind === "热电联产" ? 1 - share(each, "供热热量占比") : 1);
  };
  const power = () => purchased() + total(list("自有电源"), (each) => size(each, "电量"));
  const powerFactor = () => {
    refuse(power() === 0, "no source of electricity");
    return (greenBurden() + gridBurden() + total(list("自有电源"), plant)) / power();
  };
  const steam = (each) => size(each, "热量") * (need(each, "类型") === "余热蒸汽" ? size(inputs, "锅炉热力平均因子") : size(each, "因子"));
  const heat = () => total(list("蒸汽来源"), (each) => size(each, "热量"));
  const steamFactor = () => {
    refuse(heat() === 0, "no source of steam");
    return total(list("蒸汽来源"), steam) / heat();
  };
  const byPower = (row) => size(row, "用电量") * powerFactor();
  const bySteam = (row) => (size(row, "用汽量") === 0 ? 0 : size(row, "用汽量") * steamFactor());
  const captured = (row) => size(row, "捕集固定量") - size(row, "捕集运行排放");
  const other = (row) => total(of("其他间接项", need(row, "工序")), (each) => size(each, "数量") * size(each, "因子")) - captured(row);
  const powerCredit = (row) => size(row, "回收电力") * size(inputs, "电网因子");
  const heatCredit = (row) => size(row, "回收热力") * size(inputs, "锅炉热力平均因子");
  const direct = (row) => {
    const at = need(row, "工序");
    const released = total(of("碳平衡项", at), carbon) + total(of("自给因子项", at), own) + total(of("物料收支", at), material)
      + total(of("燃气收支", at), (each) => gas.emission(each)) + total(of("燃料收支", at), (each) => solid.emission(each));
    return equivalent(at) + released - size(row, "产品固碳") - heatCredit(row) - powerCredit(row);
  };
  const energy = (row) => bySteam(row) + byPower(row);
  const whole = (row) => direct(row) + energy(row) + other(row);
  const perTonne = (row) => whole(row) / size(row, "合格产量");
  const weighed = (part) => (row) => (part(row) * size(row, "完全消耗系数")) / size(row, "合格产量");
  const performance = () => total(list("工序数据"), weighed(whole));

  const scrap = () => size(inputs, "消费前废钢") + size(inputs, "消费后废钢");
  const iron = () => scrap() + total(list("含铁原料"), (each) => size(each, "数量") * size(each, "折算系数"));
  const ratio = () => {
    refuse(iron() === 0, "neither scrap nor iron");
    return scrap() / iron();
  };
  const allowance = (grade) => {
    const at = PRODUCTS.indexOf(need(inputs, "产品类型"));
    const [ore, waste] = [ON_ORE[grade][at], ON_SCRAP[grade][at]];
    if (near(ratio(), 0)) return ore;
    if (near(ratio(), 1)) return waste;
    const taken = option("附加取法");
    if (taken === "按废钢比内插") return ore * (1 - ratio()) + waste * ratio();
    return taken === "取全铁矿石列" ? ore : waste;
  };
  const crude = () => (option("粗钢基准") === "照字面相加" ? 1 : size(inputs, "粗钢消耗"));
  const limit = (grade) => allowance(grade) + crude() * (LIMITS[grade][0] - LIMITS[grade][1] * ratio());
  const grade = () => {
    const found = performance();
    for (const [at, each] of ["A", "B", "C", "D", "E"].entries()) {
      const onIt = near(found, limit(each));
      refuse(onIt && option("共享限值") === "照条文", `exactly on the limit of ${each}`);
      if (onIt ? option("共享限值") === "归较优" : found < limit(each)) return "ABCDE"[at] + "级";
    }
    return "不符合";
  };

  const duties = () => given("管理条件");
  const complete = () => new Set(duties().map((each) => need(each, "要求"))).size === DUTIES;
  const fulfilled = () => {
    if (duties().some((each) => each.满足 === false)) return false;
    return complete() ? duties().every((each) => need(each, "满足")) : null;
  };
  const years = () => {
    if (blank(inputs.路径年数) || blank(inputs.中期年数)) return null;
    const [path, middle] = [size(inputs, "路径年数"), size(inputs, "中期年数")];
    return path >= 10 && path <= 25 && middle >= 5 && middle <= 10;
  };
  const lowCarbon = () => {
    const basic = [fulfilled(), years()];
    return basic.includes(null) ? null : basic.every(Boolean) && grade() !== "不符合" && need(inputs, "有评价报告");
  };
  const reaches = (name, least) => !blank(inputs[name]) && size(inputs, name) >= least;
  const rolled = () => list("工序数据").find((each) => each.工序 === "热轧");
  const line = () => total(given("同线产品"), (each) => size(each, "产量"));
  const part = (each) => size(each, "产量") / line();
  const stages = (prefix, of_) => Object.fromEntries([
    [prefix, [() => total(list("工序数据"), weighed(of_)), "tCO2/t 热轧材"]],
    ...STAGES.slice(0, 13).map((stage) => [`${prefix}_${stage}`, [() => total(list("工序数据").filter((row) => row.工序 === stage), weighed(of_)), "tCO2/t 热轧材"]]),
    [`${prefix}_逐项`, [weighed(of_), "tCO2/t 热轧材", "工序数据"]],
  ]);
  const limits = Object.fromEntries(["A", "B", "C", "D", "E"].map((each) => [`${each}级限值`, [() => limit(each), "tCO2/t 热轧材"]]));
  return {
    有数据: [(stage) => list("工序数据").some((row) => need(row, "工序") === stage)],
    回收电力抵减: [powerCredit, "tCO2", "工序数据"], 回收热力抵减: [heatCredit, "tCO2", "工序数据"],
    工艺气热值: [calorific, "GJ/10^3Nm3", "工艺气流"], 产生热量: [made, "GJ", "工艺气流"], 消耗热量: [used, "GJ", "工艺气流"],
    单种缺口: [singly, "GJ"], 合并缺口: [() => short(list("工艺气流")), "GJ"], 承担的缺口: [borne, "GJ", "工艺气流"], 工序缺口: [deficit, "GJ"],
    天然气转换系数: [oxidised, "1"], 天然气当量排放: [equivalent, "tCO2"], 符号: [(flow) => (flow === "投入" ? 1 : -1), "1"],
    燃料热量: [solid.heat, "TJ", "燃料收支"], 燃料排放因子: [solid.factor, "tCO2/TJ", "燃料收支"], 燃料转换系数: [solid.conversion, "1", "燃料收支"],
    燃料排放: [(each) => solid.emission(each), "tCO2", "燃料收支"], 燃气热量: [gas.heat, "TJ", "燃气收支"], 燃气排放因子: [gas.factor, "tCO2/TJ", "燃气收支"],
    燃气转换系数: [gas.conversion, "1", "燃气收支"], 燃气排放: [(each) => gas.emission(each), "tCO2", "燃气收支"],
    物料转换系数: [stated, "1", "物料收支"], 物料排放: [material, "tCO2", "物料收支"], 自给转换系数: [stated, "1", "自给因子项"],
    自给因子排放: [own, "tCO2", "自给因子项"], 碳平衡转换系数: [stated, "1", "碳平衡项"], 碳平衡排放: [carbon, "tCO2", "碳平衡项"],
    自有电源排放: [plant, "tCO2", "自有电源"], 电力总量: [power, "MWh"], 电力因子: [powerFactor, "tCO2/MWh"], 电力间接排放: [byPower, "tCO2", "工序数据"],
    外购_需求: [purchased, "MWh"], 外购_来自_绿电: [green, "MWh"], 外购_来自_电网: [() => purchased() - green(), "MWh"],
    外购_排放_绿电: [greenBurden, "tCO2"], 外购_排放_电网: [gridBurden, "tCO2"], 外购_排放: [() => greenBurden() + gridBurden(), "tCO2"],
    蒸汽来源排放: [steam, "tCO2", "蒸汽来源"], 蒸汽总量: [heat, "GJ"], 蒸汽因子: [steamFactor, "tCO2/GJ"], 蒸汽间接排放: [bySteam, "tCO2", "工序数据"],
    捕集净固定量: [captured, "tCO2", "工序数据"], 其他间接排放: [other, "tCO2", "工序数据"], 直接排放: [direct, "tCO2", "工序数据"],
    能源间接排放: [energy, "tCO2", "工序数据"], 工序排放: [whole, "tCO2", "工序数据"], 单位排放: [perTonne, "tCO2/t 工序产品", "工序数据"],
    碳绩效: [performance, "tCO2/t 热轧材"], 合计: [performance, "tCO2/t 热轧材"], 含铁总量: [iron, "t"], 废钢比: [() => 100 * ratio(), "%"],
    轧制附加: [allowance, "tCO2/t 热轧材"], 每吨材的粗钢: [crude, "t 粗钢/t 热轧材"], 限值: [limit, "tCO2/t 热轧材"], ...limits,
    全废钢核对: [(each) => LIMITS[each][0] - LIMITS[each][1], "tCO2/t 粗钢"], 全废钢印出值: [(each) => LIMITS[each][2], "tCO2/t 粗钢"],
    照字面代入百分数: [(each) => LIMITS[each][0] - LIMITS[each][1] * 100 * ratio(), "tCO2/t 粗钢"], 等级: [grade],
    每吨燃料排放: [(each) => (FUELS[each].reduce((a, b) => a * b) * MOLE) / 100, "tCO2/t"],
    每千标方燃气排放: [(each) => (GASES[each].reduce((a, b) => a * b) * MOLE) / 100, "tCO2/10^3Nm3"],
    管理要求齐备: [complete], 管理要求满足: [fulfilled], 年限满足: [years], 低碳排放钢: [lowCarbon],
    标签富氢高炉: [() => inputs.富氢碳循环高炉 === true], 标签气基竖炉: [() => inputs.气基竖炉 === true], 标签熔融还原: [() => inputs.熔融还原工艺 === true],
    标签碳封存: [() => reaches("封存捕集率", 50) && inputs.封存与采油结合 === false], 标签碳利用: [() => reaches("利用捕集率", 50)],
    标签可再生氢: [() => reaches("可再生氢占还原能量", 20) || reaches("可再生氢占加热", 50)], 标签可再生能源: [() => reaches("可再生能源占用电", 50)],
    标签生物质: [() => reaches("生物质占还原能量", 20) || reaches("生物质占加热", 50)],
    热轧排放: [() => whole(rolled()), "tCO2"], 热轧产量: [() => size(rolled(), "合格产量"), "t 工序产品"],
    热轧排放_份额: [part, "1", "同线产品"], 热轧排放_分得: [(each) => part(each) * whole(rolled()), "tCO2", "同线产品"],
    ...stages("直接分项", direct), ...stages("电力分项", byPower), ...stages("蒸汽分项", bySteam), ...stages("其他间接分项", other),
  };
}

/** What the standard asks of the document, each told as true where it is broken. */
function broken(inputs, options, named) {
  const list = (name) => need(inputs, name);
  const twice = (found) => new Set(found).size < found.length;
  const stagesOf = () => list("工序数据").map((row) => need(row, "工序"));
  const astray = (name) => list(name).some((each) => !stagesOf().includes(need(each, "工序")));
  const withoutFactor = (name) => need(options, "转换系数取法") === "燃料取附录D" && list(name).some((each) => blank(each.转换系数));
  const early = () => {
    const [year, ...rest] = need(inputs, "评价日期").split("-");
    return need(inputs, "数据起始日") < [String(Number(year) - 3).padStart(4, "0"), ...rest].join("-");
  };
  const line = () => total(inputs.同线产品, (each) => size(each, "产量"));
  return [
    () => size(inputs, "合金含量") >= 10,
    () => !stagesOf().includes("热轧"),
    () => twice(stagesOf()),
    () => stagesOf().some((each) => each === "能源与氢供应" || each === "碳捕集"),
    () => list("工艺气流").some((each) => each.气体 === "天然气"),
    () => need(inputs, "扣减了抵消"),
    () => list("燃气收支").some((each) => ["焦炉煤气", "高炉煤气", "转炉煤气"].includes(each.燃料)),
    () => size(inputs, "外购电量") + total(list("自有电源"), (each) => size(each, "电量")) === 0,
    () => list("外购绿电").some((each) => !need(each, "有证明")),
    () => size(inputs, "电网因子年份") > size(inputs, "排放年份"),
    () => list("自有电源").some((each) => need(each, "类型") !== "余热余压" && blank(each.碳足迹总量)),
    () => list("自有电源").some((each) => need(each, "类型") === "热电联产" && blank(each.供热热量占比)),
    () => list("蒸汽来源").some((each) => need(each, "类型") !== "余热蒸汽" && blank(each.因子)),
    () => list("蒸汽来源").length === 0 && list("工序数据").some((row) => size(row, "用汽量") > 0),
    () => named.含铁总量[0]() === 0,
    () => twice((inputs.管理条件 ?? []).map((each) => need(each, "要求"))),
    () => need(options, "粗钢基准") === "按粗钢消耗折算" && blank(inputs.粗钢消耗),
    () => early() && blank(inputs.数据年限说明),
    () => (inputs.舍去的辅料 ?? []).length > 0 && blank(inputs.总消耗量),
    () => (inputs.舍去的辅料 ?? []).some((each) => atMost(0.001 * size(inputs, "总消耗量"), size(each, "数量"))),
    () => inputs.同线产品?.length > 0 && !near(line(), named.热轧产量[0]()),
    () => need(options, "缺口归属") === "归指定工序" && !stagesOf().includes(inputs.缺口指定工序),
    () => named.外购_来自_绿电[0]() < 0,
    ...["物料收支", "自给因子项", "碳平衡项"].map((name) => () => withoutFactor(name)),
    ...LINES.map((name) => () => astray(name)),
  ];
}

const ABOVE_ZERO = ["合格产量", "电量", "热量", "低位发热量", "单位热值含碳量", "总消耗量", "产量"];
const UNITS = ["t", "t 工序产品", "t 工序产品/t 热轧材", "t 粗钢/t 热轧材", "MWh", "GJ", "10^3Nm3", "GJ/t", "GJ/10^3Nm3", "tC/GJ", "tC/t", "tCO2", "tCO2/t",
  "tCO2/MWh", "tCO2/GJ", "%", "1", "years"];
const CHOICES = { 产品类型: PRODUCTS, 工序: STAGES, 流向: ["投入", "产出"], 气体: Object.keys(GASES), 物料: Object.keys(MATERIALS) };

/** One value as it was sent: the kinds, units and bounds the standard prints. */
function read(value, name) {
  if (Array.isArray(value)) return value.forEach((each) => Object.entries(each).forEach(([field, one]) => read(one, field)));
  refuse(value === "", `${name} says nothing`);
  if (value === "not applicable") return refuse(!OPTIONAL.includes(name), `${name} always applies`);
  refuse(LISTS.includes(name) && value !== null, `${name} is a list`);
  refuse(typeof value === "string" && name in CHOICES && !CHOICES[name].includes(value), `${name} knows no ${value}`);
  refuse(name.endsWith("日") || name.endsWith("日期") ? value && !isDay(value) : false, `${name} is no day`);
  if (value === null || typeof value !== "object") return;
  const found = number(value);
  const year = name.endsWith("年份");
  const most = value.unit === "%" ? 100 : name === "含碳量" ? 1 : year ? 2100 : Infinity;
  refuse(!UNITS.includes(value.unit), `${value.unit} is no unit of ${name}`);
  refuse(found < (year ? 2000 : name === "粗钢消耗" ? 1 : 0) || found > most || (found === 0 && ABOVE_ZERO.includes(name)), `${name} is out of bounds`);
  refuse(year && !Number.isInteger(found), `${name} is no year`);
}

const isDay = (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

function calculate(inputs, options, want) {
  for (const [name, value] of Object.entries(inputs)) {
    refuse(!INPUTS.includes(name), `${name} is no input`);
    read(value, name);
  }
  const named = names(inputs, options);
  for (const check of broken(inputs, options, named)) {
    try {
      refuse(check(), "the standard refuses this");
    } catch (error) {
      if (!(error instanceof Absent)) throw error;
    }
  }
  return Object.fromEntries(want.map((asked) => {
    const [, name, argument] = /^([^()]+)(?:\((.*)\))?$/.exec(asked);
    if (!(name in named)) throw new NotSupported(asked);
    const [by, unit, of] = named[name];
    const value = by(of === undefined ? argument : inputs[of][Number(argument.slice(1)) - 1]);
    return [asked, typeof value === "number" ? { value, unit } : value];
  }));
}

await main(calculate, { ...ready, name: "steel in JavaScript", capabilities: ["rules", "partial"] });
