"""What a decoder or the system says of a file, in Chinese: few sentences, of fixed shape, known by their words."""

from __future__ import annotations

import re

_SHAPES: tuple[tuple[str, str], ...] = (
    (r"Expected `(.+?)`, got `(.+?)`", r"应为 \1，而是 \2"),
    (r"Expected `(.+?)` of length (.+)", r"\1 的长度应为 \2"),
    (r"Expected `(.+?)` (>=|<=|>|<) (.+)", r"\1 应 \2 \3"),
    (r"Object missing required field `(.+?)`", r"缺少 `\1`"),
    (r"Object contains unknown field `(.+?)`", r"没有名为 `\1` 的项"),
    (r"Invalid enum value '?(.+?)'?", r"不能取 \1"),
    (r"Invalid RFC3339 encoded date", "不是日期，日期形如 2027-03-31"),
    (r"Invalid (\S+)", r"\1 的写法不对"),
    (r"JSON is malformed: (.+)", r"JSON 语法错误（\1）"),
    (r"Input data was truncated", "内容不完整"),
    (r"not a mapping", "最外层不是名称和值"),
    (r"nested too deeply", "嵌套过深"),
    (r"an alias", "引用（* 开头的别名）"),
    (r"a name given twice in the mapping of line (\d+)", r"第 \1 行起的对象中有重复的名称"),
    (r"No such file or directory", "文件不存在"),
    (r"Is a directory", "是文件夹"),
    (r"Not a directory", "不是文件夹"),
    (r"not a file", "不是文件"),
    (r"Permission denied", "没有权限"),
    (r"No space left on device", "磁盘已满"),
    (r"not a file", "不是文件"),
    (r"not UTF-8 text", "不是 UTF-8 文本"),
    (r"File is not a zip file", "不是 zip 文件"),
    (r"File (.+) is encrypted, password required for extraction", r"\1 已加密"),
    (r"File too large", "文件过大"),
    (r"another run is writing it", "另一次检验正在写入"),
    (r"Read-only file system", "文件系统只读"),
    (r"File name too long", "文件名过长"),
    (r"Too many levels of symbolic links", "符号链接循环"),
    (r"File exists", "已有同名的文件"),
    (r"Invalid argument", "这一位置不能用"),
    (r"File too large", "文件过大"),
    (r"Input/output error", "读写出错"),
    (r"line (\d+), column (\d+)", r"第 \1 行第 \2 列"),
)


def in_chinese(text: str) -> str:
    """The same in Chinese, the place at its end kept; what is not known stays as it was said."""
    said, at, place = text.partition(" - at ")
    for shape, chinese in _SHAPES:
        if re.fullmatch(shape, said):
            return re.sub(shape, chinese, said) + (f"（位于 {place}）" if at else "")
    return text
