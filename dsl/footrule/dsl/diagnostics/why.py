"""Why a message matters: of every family of codes, and of the findings that people tend to argue with."""

from __future__ import annotations

Reason = tuple[str, str]
"""In Chinese and in English."""

FAMILIES: dict[str, Reason] = {
    "F00": (
        "标准文件既给人读，也给机器读：标题、条号、表和首部写得不明确，规则就说不清出自哪一条。",
        "The file is read by people and by the machine: where a heading, a clause number, a table or the head is "
        "unclear, "
        "no rule can say which clause it comes from.",
    ),
    "F01": (
        "写法有误的语句不作任何含义解释；只跳过这一句，其余照常检查。",
        "A statement that cannot be read gets no meaning at all; only this one is skipped, and the rest is checked as "
        "usual.",
    ),
    "F02": (
        "一个名称只能指一样东西。指向不明的规则，不同的读者会算出不同的数。",
        "A name means one thing. Two readers of a rule whose names are unclear come to two numbers.",
    ),
    "F03": (
        "单位和碳的种类不一致的运算，在表格软件里照样给出一个数；这里在算之前就指出来。",
        "A spreadsheet gives a number for units and kinds of carbon that do not agree; here it is told before "
        "anything is "
        "calculated.",
    ),
    "F04": (
        "系统边界、分配、取舍、数据次序和电力都有自己的规矩；不完整的声明会漏掉排放或重复计算。",
        "Boundary, allocation, cut-off, data orders and electricity have rules of their own; a declaration that is not "
        "whole loses emissions or counts them twice.",
    ),
    "F05": (
        "证明对所有合法输入都成立；有反例时，确有一个产品会遇到它，而标准没有给出答案。",
        "A proof holds for every legal input; a counterexample is a product that does meet it, and for which the "
        "standard "
        "has no answer.",
    ),
    "F06": (
        "这里不须证明：标准的文字、表格和两种语言互相不符，读者不知道信哪一处。",
        "No proof is needed for this: text, tables and the two languages of the standard disagree, and a reader cannot "
        "tell which to trust.",
    ),
    "F07": (
        "编制要求规定了标准必须写明的内容；缺了它，标准在评审时会被退回。",
        "A drafting profile says what a standard has to state; without it the draft comes back from review.",
    ),
}

CODES: dict[str, Reason] = {
    "F0501": (
        "没有任何情形适用的产品得不到结果。核算的人会自己补一个答案，各人补的不同。",
        "A product that no case applies to gets no result. Whoever calculates makes an answer up, and no two the same.",
    ),
    "F0502": (
        "两个情形都适用而结果不同时，结果取决于先读到哪一条。等级的两端都写成“不高于”“不低于”时最常见。",
        "Where two cases apply and differ, the result depends on which clause is read first. Grades whose ends are "
        "both "
        "closed are the usual cause.",
    ),
    "F0503": (
        "查不到的一行不是零。表要么对每个合法的键都有值，要么写明不完全，由规则处理未知。",
        "A row that is not there is not zero. A table has a value for every legal key, or says that it is partial "
        "and the "
        "rules deal with what is unknown.",
    ),
    "F0504": (
        "除以零没有结果。产量为零的生产线、需求为零的电表都是合法的输入，除非标准拒绝它。",
        "A division by zero has no result. A line without output and a meter without demand are legal input unless the "
        "standard refuses them.",
    ),
    "F0506": (
        "永远不会适用的情形，多半是条件写错了：它本来要管的产品落到了别处。",
        "A case that never applies usually has its condition wrong: the products it was meant for end up elsewhere.",
    ),
    "F0507": (
        "要求填报而从不使用的数据，是白费的工作，也可能是公式里漏写的一项。",
        "Data that is asked for and never used is work for nothing, or a term the formula forgot.",
    ),
    "F0508": (
        "跳变合法，但临界处的企业会为一点点差别得到明显不同的结果。评审的人应当看到两侧的值。",
        "A jump is lawful, but a plant at the edge gets a clearly different result for next to nothing. A reviewer "
        "should "
        "see the values on both sides.",
    ),
    "F0513": (
        "下级标准可以更严，不可以悄悄放宽。要放宽，写明偏离哪一条和理由，文档和结果都会列出。",
        "A child standard may ask more, never silently less. Where it has to, it names the clause it departs from "
        "and the "
        "reason, and documents and results list it.",
    ),
    "F0514": (
        "不识别证书，就无法阻止同一份证书在两个产品里各用一次。",
        "Without an identity nothing stops one certificate from serving two products.",
    ),
    "F0515": (
        "标准留下的自由会改变结果；不写明取了哪一个，两个结果就不能比较。",
        "A freedom the standard leaves changes the result; unless the choice is stated, two results cannot be "
        "compared.",
    ),
    "F0434": (
        "抄表的错误，规则和单位都看不出来；另数一遍、另加一遍，是会计和临床数据录入的老办法。",
        "No rule and no unit shows a slip of copying; to count and add up a second time is what bookkeeping and "
        "clinical data entry have always done.",
    ),
    "F0516": (
        "算例是标准作者自己算的数。规则给不出它，要么规则读错了，要么印错了。",
        "A worked example is the authors' own number. Where the rules do not give it, either the rules are misread "
        "or the "
        "print is wrong.",
    ),
    "F0517": (
        "限值次序颠倒，较差的产品会得到较好的等级，或者有的等级谁也得不到。",
        "Where limits are out of order, a worse product gets the better grade, or nobody gets some grade.",
    ),
    "F0518": (
        "没有算例经过的规则，写错了也没有人会发现。",
        "A rule no example comes through may be wrong for years before anybody sees it.",
    ),
    "F0519": (
        "“以上”和“超过”只差恰在该值的那一个产品；只有那里的算例能分出两种读法。",
        "Above, and from … up, differ for the one product exactly there; only an example there tells the readings "
        "apart.",
    ),
    "F0601": (
        "指向不存在的条、表、式或附录，读者无从知道该用哪个公式。",
        "A reference to a clause, table, equation or annex that is not there leaves the reader without the formula.",
    ),
    "F0602": (
        "被代替的标准不再维护，新旧版本的要求可能不同。",
        "A superseded standard is no longer kept up, and what the new one asks may differ.",
    ),
    "F0603": (
        "同一符号有两个单位，代入公式时会差出若干倍。",
        "One symbol in two units is off by powers of ten when put in.",
    ),
    "F0605": (
        "恰在界限上的产品同时属于两个区间。",
        "A product exactly on the limit belongs to both intervals.",
    ),
    "F0606": (
        "20 % 是 0.20 还是 20，差一百倍；这是手工核算最常见的错误。",
        "Whether 20 % is 0.20 or 20 makes a factor of a hundred: the most common slip of hand calculation.",
    ),
    "F0607": (
        "合计与各项不符，至少有一个数印错了。",
        "Where the rows do not add up, at least one number is misprinted.",
    ),
    "F0609": (
        "两种语言的数字不同，两个国家的读者就在用两个标准。",
        "Where the two languages print different numbers, readers of each follow a standard of their own.",
    ),
    "F0610": (
        "“应”是要求，“宜”是建议：译错一个词，义务就变了。",
        "Shall asks and should advises: one word translated wrong changes the duty.",
    ),
    "F0617": (
        "表中一个数字抄错，所有结果随之而错，而且看起来都对。",
        "One digit copied wrong makes every result wrong, and all of them look right.",
    ),
    "F0620": (
        "填 40 还是 40 %，差一百倍，而两者都合法。",
        "Whether 40 or 40 % is entered makes a factor of a hundred, and both are legal.",
    ),
    "F0619": (
        "F 写作 0.5 还是 50，公式随版本而变；沿用上一版的表格，结果会错得离谱。",
        "Whether F is 0.5 or 50 changes with the edition; a spreadsheet carried over goes badly wrong.",
    ),
    "F0614": (
        "条文里没有的数字进了规则，读者无法核对它从哪里来。",
        "A number of a rule that the text does not print cannot be traced by any reader.",
    ),
    "F0615": (
        "条文和规则在端点上不同，恰在该值的产品得到不同的答案。",
        "Where text and rule differ at an end, a product exactly there gets two answers.",
    ),
}


def why(code: str) -> Reason:
    """Why the message of this code matters; of its family where it has no reason of its own."""
    return CODES.get(code) or FAMILIES.get(code[:3], ("", ""))
