"""What the system and libraries say in English, in Chinese: reasons that stand in brackets behind a refusal."""

SAID = {
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "Is a directory": "是文件夹",
    "Not a directory": "路径中有一段不是文件夹",
    "File exists": "已有同名文件",
    "File name too long": "文件名太长",
    "No space left on device": "磁盘空间不足",
    "Read-only file system": "磁盘只读",
    "Too many open files": "打开的文件太多",
    "Input/output error": "读写出错",
    "File is not a zip file": "不是 xlsx 文件",
    "file is not a database": "不是数据库文件",
    "database disk image is malformed": "文件内容损坏",
    "database is locked": "另有程序正在写入",
    "unable to open database file": "文件打不开",
    "attempt to write a readonly database": "只读，不能写入",
    "database or disk is full": "磁盘空间不足",
    "disk I/O error": "磁盘读写出错",
}
"""What is not here is shown as it was said: better a foreign word than none."""
