"""What the command line says of sheets of targets, and the sheets themselves, in Chinese."""

TARGET_SHEETS: dict[str, str] = {
    "target_sheets.file": "指标填报表-{plans}.xlsx",
    "target_sheets.title": "{plan}指标填报表",
    "target_sheets.note": "截至{today}。黄色标题的列由填报单位填写，灰色的格不填；比例填分子、分母，没有变化的在“无进展”写“是”并在“说明”写明原因，没有数据的行留空。填好后：duban targets import 本文件",
    "target_sheets.sheet": "指标填报",
    "target_sheets.order": "序号",
    "target_sheets.target": "指标编号",
    "target_sheets.item": "事项编号",
    "target_sheets.title_of": "事项",
    "target_sheets.metric": "指标",
    "target_sheets.wanted": "要求",
    "target_sheets.unit_code": "单位代码",
    "target_sheets.unit": "单位",
    "target_sheets.measure": "计量单位",
    "target_sheets.base": "{year}年基数",
    "target_sheets.aim": "{year}年目标",
    "target_sheets.last": "上次数据",
    "target_sheets.last_on": "上次截至",
    "target_sheets.numerator": "本期分子",
    "target_sheets.denominator": "本期分母",
    "target_sheets.value": "本期完成值",
    "target_sheets.as_of": "截至日期",
    "target_sheets.resting": "无进展",
    "target_sheets.resting_column": "无进展（写“是”）",
    "target_sheets.note_column": "说明",
    "target_sheets.yes": "是",
    "target_sheets.comma": "，",
    "target_sheets.reaches": "达到{wanted}",
    "target_sheets.yearly": "每年",
    "target_sheets.due": "{due}前",
    "target_sheets.said": "（原文“{words}”）",
    "target_sheets.rules": "填写说明",
    "target_sheets.rule": """\
一、只填黄色标题的列，灰色的格不填；其余各列供核对，改了也不作数。各行以“指标编号”“事项编号”为准，请不要改动；没有“事项编号”的行，按“指标编号”和“单位代码”查找。
二、年度目标和基数：每个指标逐年填写，一经确定，只有方案办公室可以调整，并须在“说明”写明理由。
三、比例填“本期分子”“本期分母”，“本期完成值”可不填，填了须与两者相符；不要填已取整的百分数。数量、等级、文字填“本期完成值”；是否达到的写“是”或“否”。
四、百分数可写 90%、90 或 0.9；只写 1 看不出是1%还是100%，请写明。数可带千位分隔符，如 1,234。
五、“截至日期”可写 2021年7月15日、2021-7-15、2021/7/15、2021.7.15 或 2021年7月（按月底）；不填的，按导入时指定的日期或导入当天。同一张表如要再次导入，请填写截至日期。
六、没有变化的，在“无进展”写“是”，并在“说明”写明原因；累计数比上次减少、分母变动、比例下降、等级降低的，也要在“说明”写明原因。
七、没有数据的行留空，不作改动；与已登记内容相同的也不再登记，同一张表可以再导入。
八、导入时逐格检查，有一处不对就列出全部问题及其所在的行和列，一项也不登记。导入的文件作为数据的佐证材料一并存档。""",
    "target_sheets.nothing": "没有由您填报的指标，没有写文件。",
    "target_sheets.written": "已写入 {path}：{items}个事项的{rows}行指标。",
    "target_sheets.then": "填好后：duban targets import {path}",
    "target_sheets.done": "已登记数据{figures}个、年度目标和基数{years}个，涉及{items}项",
    "target_sheets.same": "表里没有新的内容，什么也没有登记",
    "target_sheets.untouched": "；{untouched}行没有新的内容，未动",
    "target_sheets.idle": "这些行只写了说明，没有数据，说明没有登记：第{rows}行",
}
