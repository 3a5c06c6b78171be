"""What is said of the channels that reminders leave by, and of their settings file, in Chinese."""

CHANNELS: dict[str, str] = {
    "channel_cut": "（内容较长，以下从略，全文请在督办系统中查看）",
    "channel_unknown": "通道设置文件里没有 [{place}]",
    "channels_broken": "通道设置文件 {path} 写法有误：{said}",
    "channels_rights": '{path} 里直接写着密钥（{names}），其他用户却能读到这个文件；请执行 chmod 600 收紧权限，或改写成 "env:变量名"',
    "channels_problem": "{place}：{reason}",
    "channels_unknown_near": "没有“{name}”这一项，相近的有{near}；可写：{known}",
    "channels_unknown": "没有“{name}”这一项；可写：{known}",
    "channels_missing": "缺少“{name}”",
    "channels_table": "应写成一节：[{name}]",
    "channels_text": "应为一行文字，不能为空",
    "channels_plain": "只能用英文字母、数字和半角符号，不能有空格",
    "channels_printable": "只能用英文字母、数字和半角符号",
    "channels_port": "端口应为1到65535的整数",
    "channels_seconds": "应为{least}到{most}的秒数",
    "channels_word": "“{text}”不能用；可写：{known}",
    "channels_address": "“{text}”不是邮箱地址",
    "channels_url": "应为 http:// 或 https:// 开头的网址，其中不能有账号、密码和空格",
    "channels_file": "没有这个文件：{path}",
    "channels_variable": "环境变量 {variable} 没有设置",
    "channels_pair": "写了“{name}”，就还要写“{other}”",
}
