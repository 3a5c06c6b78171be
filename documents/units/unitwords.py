"""The words that unit names are made of: endings, areas, generic names, long and short forms. Data only; add to it."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in order, parted by white space."""
    return tuple(text.split())


# What the name of an area ends with and its short names begin with; the longer ones first, to be tried first.
AREA_ENDS = words(
    """
    自治区 自治州 自治县 自治旗 特别行政区 开发区 地区 新区 省 市 州 县 区 盟 旗
    """
)

# A name with one of these characters first belongs to the area of that level: 市教育局 in a plan of a city.
LEVEL_MARKS = ("自治区", "省", "市", "州", "县", "区", "盟", "旗", "地区")

# A name that begins so is never one of the plan's own area.
FOREIGN_STARTS = words(
    """
    国家 国务院 中央 中共中央 中国 中华 全国 国网 自治区 武警 解放军 驻
    """
)

# Names that begin so are of the state.
STATE_STARTS = ("国家", "国务院", "中央", "中共中央", "中国", "中华", "全国", "共青团中央", "最高人民")
# The area of a plan of the state, as an office writes it; no unit belongs to it alone.
WHOLE_STATE = "全国"
# Cities that rank with provinces.
MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")

# Units of the state that carry no word for it, by whole name.
NATIONAL = words(
    """
    人民银行 银保监会 证监会 国管局 税务总局 海关总署 市场监管总局 体育总局 广电总局 金融监管总局 统计局 国资委
    林草局 乡村振兴局 气象局 国研室 工程院 中科院 社科院 最高人民法院 最高人民检察院
    """
)
# What is never of one area; the ministries are told from 宣传部 and its like by their names.
NATIONAL_ENDS = ("总局", "总署", "部")
MINISTRIES = words(
    """
    外交部 国防部 教育部 科技部 科学技术部 工业和信息化部 公安部 安全部 民政部 司法部 财政部 人力资源社会保障部
    人力资源和社会保障部 自然资源部 生态环境部 住房城乡建设部 住房和城乡建设部 交通运输部 水利部 农业农村部 商务部
    文化和旅游部 退役军人事务部 退役军人部 应急管理部 应急部 环境保护部 国土资源部 农业部 文化部 卫生部 铁道部 监察部
    信息产业部 建设部 交通部 人事部
    """
)
# A branch of a unit of the state in some area.
BRANCH_ENDS = ("支行", "分行", "分局", "监管局", "调查队", "调查总队", "特派办", "办事处", "分公司", "监管办")

# What a name of a government unit ends with, without its area: such a bare name in a city's plan is the city's.
LOCAL_ENDS = words(
    """
    局 委 委员会 办 办公室 残联 妇联 科协 工商联 总工会 联合会 供销社 红十字会 文联 侨联
    """
)
PROVINCE_ENDS = ("厅",)

# What a complete unit name ends with.
UNIT_ENDS = words(
    """
    委 委员会 常委会 理事会 监事会 委会 局 厅 部 办 办公室 公室 署 政府 联合会 联 协会 学会 商会 工会 总会 十字会
    基金会 中心 医院 卫生院 保健院 研究院 科学院 法院 检察院 学院 大学 学校 中学 小学 幼儿园 党校 公司 集团 银行
    支行 分行 研究所 监督所 派出所 检测所 服务站 卫生站 监测站 服务队 支队 大队 总队 救援队 科 处 室 团委 政协 人大
    科协 文联 侨联 妇联 残联 工商联 供销社 联社 管委会 党工委 工委 纪委 编办 网信办 办事处 街道 工作组 专班 领导小组
    指挥部 联席会议 图书馆 博物馆 文化馆 档案馆 科技馆 电视台 广播台 融媒体中心 日报社 血站 海关 总站 监委 证监会
    银保监会 国资委 发改委 卫健委 工作局 分局 证券交易所 殡仪馆 福利院 敬老院 农场 林场 电信 移动 联通 铁塔 贸促会
    总社 科院 工程院 社科院 新华社 总台 记协 作协 团中央 中支 电网 气象台 中心血站 消委会 关工委 仲裁委 残疾人福利院
    老龄办 司法所 财政所 监管所 管理所 供电所 股 司
    """
)
# What a unit's name may end with too, where the text says that it is one; elsewhere these end other words as well.
LISTED_ENDS = words(
    """
    会 站 所 队 社 馆 园 团 校 院 场 台 网 行 组 机关 电力 燃气 石油 石化 邮政 人寿 保险 烟草 书院
    """
)
# What ends so is no unit, though the last characters are those of units.
NO_UNIT_ENDS = words(
    """
    干部 全部 内部 外部 局部 物联 互联 关联 专科 学科 本科 用处 好处 之处 教室 公办 民办 督办 承办 主办 举办 协办 创办
    催办 交办 代办 帮办 通办 快办 布局 格局 全局 大局 开局 结局 控股 参股 为中心 场所 处所 网站 车站 加油站 充电站
    团队 梯队 社会 机会 例会 动员会 推进会 现场会 座谈会 协调会 调度会 总结会 培训会 部署会 研讨会 现场 立场 广场
    停车场 平台 舞台 公园 校园 乐园 家园 进行 执行 运行 先行 试行 施行 推行 实行 履行 流行 互联网 物联网 管网 路网
    联网 庭院
    """
)
# No name of a unit holds these.
NO_UNIT_WORDS = ("：", "的", "第一位", "首位", "下同", "以下", "上述", "如下")

# One unit with a 、 in its name: what stands before it and after it.
PAUSED = (("科委", "中关村管委会"), ("科学技术委员会", "中关村科技园区管理委员会"))

# Areas without a unit, which end a name only in a list: 沙坡头区, 中宁县, 石嘴山市.
AREA_NAME = r"[\u4e00-\u9fff]{2,8}(?:市|县|区|州|盟|旗|镇|乡|街道)"

# Areas and one kind of unit: 中宁县、海原县人民政府 are two units; others than governments where the levels are alike.
SHARED_ENDS = ("人民政府", "政府", "管委会", "管理委员会", "党委政府", "党委和政府")

ZONES = ("经开区", "高新区", "开发区", "示范区", "保税区", "园区", "度假区", "试验区", "合作区", "景区", "管理区")
ZONE_ENDS = ("管委会", "管理委员会", "党工委", "党工委管委会")

# Behind a unit the person who answers for it: 市教育局（王某）. The commonest family names, without those that words
# begin with (安 高 文 方); with a title, or with 某, any name will do.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任"
    "姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚"
)
PERSON_LABELS = words(
    """
    负责人 责任人 联系人 牵头人 具体责任人 具体负责人 责任领导 分管领导 牵头领导 包联领导 联系电话 电话
    """
)
PERSON_TITLES = words(
    """
    同志 局长 副局长 主任 副主任 书记 副书记 市长 副市长 县长 副县长 区长 副区长 部长 副部长 厅长 副厅长 处长 副处长
    科长 副科长 股长 副股长 院长 副院长 校长 副校长 镇长 秘书长 副秘书长 主席 副主席 理事长 行长 经理 总经理 组长 副组长
    """
)

# What marks a name as one for many, wherever it stands in it.
GROUP_WORDS = words(
    """
    相关 有关 成员单位 责任单位 牵头单位 配合单位 牵头科室 配合科室 责任科室 牵头处室 配合处室
    责任处室 牵头股室 配合股室 参与单位 实施单位 承担单位 建设单位 项目单位 各地 各级 各类 各有
    各相 各县 各市 各区 各乡 各镇 各旗 各部门 各单位 属地 所有 全体 其他 其它 市、县 县、区 县（区） 县（市 市（县
    区（县 市（州 县（旗 乡镇（ 乡（镇 （区） （市、区） （县、区） （市区） 有条件 所属 试点地区 当地 职能部门
    医联体 医共体
    """
)
GROUP_STARTS = words(
    """
    各 全市 全省 全区 全县 全州 市县 县区 县市区 县市 区县 省市县 市直 县直 区直 省直 省级 市级 县级 区级 乡级 乡镇
    镇街 镇（街 街镇 镇乡 村（社区 一级 二级 三级 基层 公立 民营 社会力量 社会各界 社会资本 社会公众 地方政府
    地方各级 等 辖区 被 受援 定点 承办 主管 行业协会 新闻媒体 高校 高等学校 部分 部门 单位
    """
)
GROUP_ENDS = words(
    """
    部门 单位 机构 企业 地区 院校 高校 商业银行 科研院所 媒体 人员 组织 团体 主体 运营商 学校 们 力量
    """
)
GROUP_NAMES = words(
    """
    地方 医院 中医医院 综合医院 人民医院 专科医院 妇幼保健院 妇幼保健机构 社区卫生服务中心 社区卫生服务站 乡镇卫生院
    村卫生室 卫生院 康复医院 政府 人民政府 党委 街道 街道办事处 乡镇 镇 乡 村 社区 村委会 居委会 公司 集团 学校
    中小学 幼儿园 市 县 区 省 旗 盟 州 领导小组 工作专班 专班 园区 管委会 开发区 银行 金融机构 协会 学会 商会 联合会
    委员会 办公室 领导小组办公室
    """
)
# The government of the plan's own area where the level is the same, else those of all the areas inside it.
GOVERNMENTS = words(
    """
    自治区人民政府 省人民政府 市人民政府 州人民政府 县人民政府 区人民政府 旗人民政府 盟行政公署 镇人民政府 乡人民政府
    自治区政府 省政府 市政府 州政府 县政府 区政府 旗政府 镇政府 乡政府
    """
)
# Those of which an area of the level above has many.
MANY_GOVERNMENTS = words(
    """
    县人民政府 区人民政府 旗人民政府 镇人民政府 乡人民政府 县政府 区政府 旗政府 镇政府 乡政府
    """
)
# A name that begins with its level and one of these is looked at without the level: 县市场监管局 is none of 县市.
AFTER_LEVEL = r"[省市县区州旗](?=市场|市政|市容|区域)"
# Brackets of every kind, in a name or behind it.
PLAIN_BRACKETS = str.maketrans("〈〉〔〕【】[]", "（）（）（）（）")
# Right behind a unit this begins another: 市水务局市供电公司. 市委市直机关工委 is one.
NEXT_LEVEL = r"(?:[市县省区州旗](?!直|场|政[^府]|容|区|域|级|辖|内|外|分|中心支)|各|自治区)"
# Named units in spite of all this: 市直机关工委.
NO_GROUPS = ("直机关工委", "直属机关工委", "直机关党工委", "直机关工作委员会", "直属机关党委")
# An ending of a group that a named unit may have too, where an area stands first: 中宁县第一中学校.
NAMED_ENDS = ("学校", "机构", "组织", "媒体")

# The long form of the trade of a unit and the short ones: 市卫生健康委员会 = 市卫生健康委 = 市卫健委.
TRADES = (
    ("卫生健康", "卫健"),
    ("发展和改革", "发展改革", "发改"),
    ("人力资源和社会保障", "人力资源社会保障", "人社"),
    ("医疗保障", "医保"),
    ("教育体育", "教育和体育", "教体"),
    ("教育科技", "教科"),
    ("工业和信息化", "工业信息化", "工信"),
    ("经济和信息化", "经济信息化", "经信"),
    ("市场监督管理", "市场监管", "市监"),
    ("住房和城乡建设", "住房城乡建设", "住建"),
    ("文化和旅游", "文化旅游", "文旅"),
    ("文化广电和旅游", "文化广电旅游", "文广旅"),
    ("文化旅游体育", "文旅体"),
    ("文化旅游广电", "文旅广电"),
    ("科学技术", "科技"),
    ("交通运输", "交通"),
    ("农业农村", "农村农业"),
    ("退役军人事务", "退役军人"),
    ("应急管理", "应急"),
    ("民族宗教事务", "民族宗教", "民宗"),
    ("国有资产监督管理", "国有资产监管", "国资"),
    ("药品监督管理", "药品监管", "药监"),
    ("疾病预防控制", "疾控"),
    ("地方金融监督管理", "地方金融监管"),
    ("金融监督管理", "金融监管"),
    ("城市管理", "城管"),
    ("行政审批服务", "审批服务"),
    ("行政审批服务管理", "审批服务管理"),
    ("政务服务数据管理", "政务数据"),
    ("林业和草原", "林业草原", "林草"),
    ("机关事务管理", "机关事务"),
    ("粮食和物资储备", "粮食物资储备", "粮储"),
    ("广播电视", "广电"),
    ("中医药管理", "中医药"),
    ("中医管理", "中医"),
    ("能源管理", "能源"),
    ("知识产权管理", "知识产权"),
    ("机构编制委员会", "编"),
    ("网络安全和信息化委员会", "网信"),
    ("住房公积金管理", "住房公积金"),
    ("自然资源和规划", "自然资源规划", "资规"),
    ("规划和自然资源", "规划自然资源", "规自"),
)

# What a name ends with, long and short.
ENDINGS = (("委员会", "委"), ("办公室", "办"), ("人民政府", "政府"))

# Whole names, long and short.
WHOLES = (
    ("残疾人联合会", "残联"),
    ("妇女联合会", "妇联"),
    ("科学技术协会", "科协"),
    ("工商业联合会", "工商联"),
    ("归国华侨联合会", "侨联"),
    ("文学艺术界联合会", "文联"),
    ("社会科学界联合会", "社科联"),
    ("供销合作社联合社", "供销合作社", "供销社", "供销联社"),
    ("人民代表大会常务委员会", "人大常委会"),
    ("疾病预防控制中心", "疾控中心"),
    ("妇幼保健院", "妇幼院"),
)

# What the name of an institution ends with.
INSTITUTION_ENDS = words(
    """
    医院 卫生院 保健院 中心 学校 大学 学院 中学 小学 幼儿园 公司 集团 研究院 研究所 血站 图书馆 博物馆 文化馆 档案馆
    科技馆 电视台 日报社 银行 支行 分行 协会 学会 商会 基金会 服务站 卫生站 科学院 党校 福利院 敬老院 农场 林场
    监督所 检测所 社区卫生服务中心 电信 移动 联通 铁塔
    """
)

# A part of a unit: 医政医改科 of a commission. What it is a part of ends with one of the first.
WHOLE_ENDS = ("委员会", "委", "局", "厅", "部", "政府")
SECTION_ENDS = ("科", "处", "室", "股", "司", "科室")
# Units whose parts a plan of their own calls by bare names: 学前教育股 in one of an education bureau.
WITH_SECTIONS = ("局", "委", "委员会", "厅", "总局", "医院", "大学", "学院", "学校", "中学", "联合会")
WITHOUT_SECTIONS = words(
    """
    市委 县委 区委 省委 州委 旗委 党委 工委 团委 纪委 编委 政府 人民政府
    """
)
# Forces of a bureau that its own plan calls so: 执法总队; a traffic police may be another's.
OWN_FORCES = r"[\u4e00-\u9fff]{0,6}(?:执法|监察|稽查|督察|监测)[\u4e00-\u9fff]{0,4}(?:总队|支队|大队|总站|中心站)"
# 局办公室 in a plan of a bureau is the bureau's own; what stands for the unit, and what of it is meant.
INTERNAL = (
    r"(?P<unit>[局委厅院校署社会])"
    r"(?P<part>办公室|办|机关党委|机关纪委|机关工会|[\u4e00-\u9fff]{2,10}(?:科|处|室|股|司))"
)

# Institutions that a plan names in its text, by their last word, and what may stand before such a name.
PLACES = words(
    """
    医院 保健院 康复中心 数据中心 疾病预防控制中心 疾控中心 急救中心 血液中心 中心血站 卫生学校
    """
)
BEFORE_PLACES = words(
    """
    以 由 在 向 依托 支持 推进 推动 力争 及 和 与 将 对 到 为 是 依靠 发挥 加强 提升 提高 指导 委托 确定 增强 改善
    做强 做优 鼓励 促进 充分发挥
    """
)
# What is yet to be founded is no unit.
TO_BE_FOUNDED = ("建设", "成立", "组建", "设立", "新建", "筹建", "建立", "创建", "建成", "打造", "改建", "迁建", "扩建")
# Words that tell that the stretch before the last word is no name.
NO_NAME = words(
    """
    的 及 和 与 等 在 为 建 对 将 级 各 全 由 到 以 力争 支持 设置 公立 综合 类 属
    """
)
