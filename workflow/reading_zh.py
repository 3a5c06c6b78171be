"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    "read_title_notice": "没有单独印出的方案标题，按通知标题“{title}”，请核实",
    "read_title_differs": "正文标题为“{title}”，通知中为“{other}”，请核实",
    "read_number_blank": "文号“{number}”没有序号，未采用",
    "read_number_lost": "文号“{number}”有缺字，请核实",
    "read_number_differs": "文件上的文号为“{number}”，网页信息栏为“{other}”，请核实",
    "read_issuers_clause": "没有落款，发文机关按文中“联合印发”一句：{issuers}，请核实",
    "read_issuers_publisher": "没有落款，发文机关按网页的发布机构：{issuers}，请核实",
    "read_issued_impossible": "落款日期“{said}”不存在，请核实",
    "read_issued_differs": "落款日期为{day}，网页信息栏的成文日期为{other}，请核实",
    "read_issued_printed": "没有成文日期；{day}是印发日期，未采用",
    "read_issued_published": "没有成文日期；{day}是发布日期，未采用",
    "read_period_one": "标题只有“{said}”，按{year}年全年，请核实",
    "read_period_part": "标题为“{said}”，按整年算，请核实",
    "read_region_differs": "标题中的地区为{region}，发文机关属{other}，请核实",
    "read_region_short": "标题只写“{said}”，地区按{region}",
    "read_region_text": "“{said}”没有写明地区，按正文中的{region}，请核实",
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
}
