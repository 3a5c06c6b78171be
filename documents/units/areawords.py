"""The words that names of areas are made of, and those that only look like areas. Data only; add to it."""

from documents.units.unitwords import words

# The areas of the first level by their short names (GB/T 2260).
PROVINCES = {
    **{
        short: f"{short}省"
        for short in words(
            """
            河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西
            甘肃 青海 台湾
            """
        )
    },
    **{short: f"{short}市" for short in words("北京 天津 上海 重庆")},
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
    "香港": "香港特别行政区",
    "澳门": "澳门特别行政区",
}
# Autonomous prefectures by the names they go by, 黔南州 for 黔南布依族苗族自治州; 广州 and 杭州 are none.
PREFECTURES = words(
    """
    延边 恩施 湘西 阿坝 甘孜 凉山 黔西南 黔东南 黔南 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 临夏 甘南 海北 黄南
    海南 果洛 玉树 海西 昌吉 博尔塔拉 博州 巴音郭楞 巴 克孜勒苏 克 伊犁
    """
)
# Behind 州 of a prefecture the name of a unit goes on so.
AFTER_ZHOU = words(
    """
    人民政府 政府 委 直 财政 教育 卫生 卫健 发展 发改 医疗保障 医保 人力资源 生态 民政 公安 农业 水 住房 住建 交通 文化
    文旅 科 工业 工信 商务 应急 市场 司法 审计 统计 林 自然资源 民族 民宗 退役 体育 残 总工会 妇联 团 中医 人大 政协
    河长 河湖 气象 税务 消防 城市管理 城管 供销 邮政 红十字会 档案 机关事务 数据 大数据 政务 行政审批 信访 能源 统战
    组织部 宣传部 纪委 监委 网信 编办 乡村振兴 粮食 广播 安委会 安全生产 爱卫 领导小组 国资 金融 药监 疾控
    """
)

# What makes no name of an area before 省, 市, 县, 区: 城市, 社区, 示范区.
GENERIC = words(
    """
    各 全 我 本 该 市 县 省 超 都 股 楼 门 集 夜 菜 上 农 社 园 景 山 林 牧 库 老 灾 校 辖 片 街 小 厂 矿 地 郊 新 大城
    小城 老城 新城 各城 省市 县市 区市 示范 试验 开发 保护 保税 功能 服务 旅游 贫困地 西部地 革命老 民族地 自治 特别行政
    合作 集聚 主城 中心城 城市社 农村社 城乡社 街道社 辖社
    """
)
# What boasts of an area is no name of it: 制造业强市, 旅游名县; 宁强县 and 茂名市 are short.
BOASTS = ("强", "名")
# Counties that are called so all the same.
NAMED = ("景县", "新县")
# Words that begin a title and no name of an area.
VERBS = words(
    """
    在 加快 推进 促进 深化 关于 建设 落实 进一步 支持 加强 开展 提升 打造 全国 绿色 智慧 国家 中国 中央 全省 全市 全县
    全区 农村 城镇 城乡 城市 基层 重点 海绵 无废 文明 卫生 宜居 韧性 健康 创建 实施 做好 优化 改善 完善 现代
    """
)
# What follows 市, 区, 县, 省 where these are a part of a longer word: 市场, 区域, 县级, 省级, 省份.
CARRY_ON = tuple("场域级界值份别间")
# Where the name itself begins with the word for a level: 市中区 and the like; all else so is short for a unit.
LEVEL_FIRST = r"[省市县区各](?![中南北]区)|城市"
# Beginnings of names that only look like a level or an area: 市场监督管理局; 市民政局 has none of them.
NO_AREAS = (
    r"市场|市政(?=管理|公用|工程|设施|园林)|市容|市民(?=中心|服务|热线)|社区|区域|县域|旗下",
    r"(?:[省县区州]市|市[县区]|县区|区县)(?!场|政|容|民|域)|[省市县区州](?:级|属|直(?!属))",
)

# Below the county an area tells itself from a word only by what follows: 城关镇人民政府.
SMALL_AREA_ENDS = ("镇", "乡", "街道")
SMALL_AREA_NEXT = ("人民政府", "政府", "卫生院", "办事处", "党委", "党工委")
