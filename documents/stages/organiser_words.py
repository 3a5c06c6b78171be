"""The words around the names of units in a sentence: what they end with, what follows them. Data only: add to it."""

from __future__ import annotations

import re


def words(text: str) -> tuple[str, ...]:
    """The words of a text, in order, parted by white space."""
    return tuple(text.split())


# The last characters of the name of a unit.
ENDINGS = words(
    """
    委员会 委 局 厅 部 办 办公室 中心 医院 政府 部门 单位 小组 专班 机构 科 处 院 会 联 公司 地区
    联席会议 室 署 所 站 队 学校 乡镇 街道 县 区 市 省 州 盟 旗 （区） （市） （市、区） （区、市）
    办（局） 局（委） 委（局） (?<=各)镇 （街道） （镇、街道） （乡、街道）
    """
)

# What may come right after the name of a unit; each is a piece of a pattern.
FOLLOWING = words(
    """
    、 ， 。 ； ： 和 及 与 以及 等 会同 牵头 联合 共同 负责 要 应 将 须 需 可 对 按 根据 结合 制定
    印发 开展 进行 于 在 每 适时 定期 分别 统一 成立 完成 向 把 报 形成 全面 认真 进一步 启动 召开 汇总
    备案 审(?![计批]) 邮箱 抽 派 委托 研究 编制 建立 实施 指导 督促 通过 主动 抓紧 及时 依 严 细化 总结 确保 配合 协助
    协同 参与 并 具体 同步 逐 由 自 为 下发 出台 作为 适当 选 推进 做好 加强 推动 深入 评估(?!中心) 考核(?!办) 验收
    检查(?![院站]) 评审 采取 参照 承担 继续 持续 共 督查(?![室局办组])
    指定 拟订 拟定 负 另行 组织(?!部) 1 2 年 提交 参加 至少
    集中 综合 不定期 也 已 汇 核 二〇
    """
)

# What begins like a name and is none.
NO_BEGINNING = words(
    """
    成立 召开 组织 建立 加强 对 按 以 在 由 将 把 根据 通过 向 报 会同 联合 开展 进行 制定 印发 为 与
    和 并 及 经 要 请 本 全 该 其 结合 完善 充分 认真 推进 实施 落实 完成 于 从 到 至 逐 形成 第 强化
    做好 明确 动员 部署 主要 细化 年 各项 各类 适时 定期 每 健全 形 纳入 作为 提高 确保 依托 依据 发挥
    聚焦 围绕 指导 督促 争取 支持 鼓励 迎接 接受
    .{0,8}(?:结果|情况|报告|总结|材料|信息|意见|建议|进展)(?:向|报)
    """
)

OWN = re.compile(r"[我本](?:局|委|厅|办|部|院|市|县|区|单位)")
# They mean whoever is concerned, so nobody in particular.
VAGUE = re.compile(
    r"(?!各)(?:.{0,6}(?:试点|有关|相关|示范|先行|受援).{0,4}地区|.{0,30}(?:部门|单位|机构))|试点.{0,6}|[市县区省]"
)
LEVELS = re.compile(r"各?[省市县区州盟旗]|各?县（[市区、]{1,3}）")
