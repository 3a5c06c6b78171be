"""What is said of sheets as they are taken in, in Chinese."""

SHEETS: dict[str, str] = {
    "sheet_several": "表里有{count}处不对，什么也没有登记、没有交办；改好后再导入",
    "sheet_cell": "第{row}行 {column}列（{heading}）：{problem}",
    "sheet_row": "第{row}行：{problem}",
    "sheet_blank": "没有填写",
    "sheet_formula": "公式还没有算出结果，请用 WPS 或 Excel 打开、保存后再导入",
    "sheet_twice": "“{text}”在第{row}行已经有了",
    "sheet_one_lead": "牵头单位只能有一个，填了{units}",
    "sheet_other_plan": "{item} 是方案 {plan} 的事项，不是 {wanted} 的",
    "sheet_differs": "与已登记的不同：{name} 登记的是“{known}”；导入只登记新的，不改已有的",
    "sheet_role": "{role}（限{limits}）",
    "sheet_header": "{path} 的前{within}行里没有标题行；须有这些列：{names}",
    "sheet_header_lacks": "{path} 第{row}行的标题里缺少：{names}",
    "sheet_heading_twice": "{path} 第{row}行的标题里有几列是同一个意思：{places}；请只留一列",
    "sheet_no_rows": "{path} 第{row}行的标题下面没有内容",
    "sheet_long": "表格太大：{path} 超过{most}行，或带有大片空白格式；请只留要导入的行",
    "sheet_old": "{path} 是旧格式的表格（.xls、.et），请另存为 .xlsx 或 .csv",
    "sheet_locked": "{path} 设有打开密码，请取消密码后再导入",
    "sheet_broken": "{path} 不是完好的表格文件（{said}），请重新另存为 .xlsx 或 .csv",
    "sheet_suffix": "写出的是 .xlsx 表格，文件名要以 .xlsx 结尾：{path}",
    "sheet_there": "文件已存在，不会覆盖：{path}；要覆盖请加 --yes，或用 -o 另写一个文件名",
}
