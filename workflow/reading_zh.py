"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    "document_empty": "{path} 是空文件，没有可读的内容；请核对是否选错文件，或重新取得原件",
    "document_unknown": "{path} 不是认得的文件，或已损坏；请另存为 .docx、.txt、.html 或带文字的 .pdf",
    "document_image": "{path} 是图片，没有可读的文字；请先做文字识别（OCR），存为 .docx 或 .txt",
    "document_scanned": "{path} 是扫描件：{pages}页中有{bare}页没有可读的文字；请先做文字识别（OCR），或向印发单位要电子版",
    "document_no_text": "{path} 里没有可读的文字；内容如是图片，请先做文字识别（OCR）",
    "document_noise": "{path} 里的文字是乱码（字体或编码的对照已丢失），不能采用；请改用 Word 版、网页版，或做文字识别（OCR）后再读",
    "document_locked": "{path} 设有打开密码；请取消密码后再读",
    "document_workbook": "{path} 是电子表格，不是方案原文；分工表用 duban assign 导入，方案原文请另存为 .docx",
    "document_slides": "{path} 是演示文稿，不是方案原文；请找到方案的 Word、PDF 或网页版",
    "document_archive": "{path} 是压缩包；请先解压，再读其中的文件",
    "document_ofd": "{path} 是 OFD 版式文件，不能直接读；请用 WPS 或 OFD 阅读器转换为 .docx 或带文字的 .pdf",
    "document_no_office": "读 {path} 需要 LibreOffice，本机没有装；请用 WPS 或 Word 另存为 .docx 后再读",
    "document_not_converted": "LibreOffice 打不开 {path}，文件可能已损坏或设有密码；请用 WPS 或 Word 另存为 .docx 后再读",
    "document_slow": "LibreOffice 在{seconds}秒内没有把 {path} 转换完；请用 WPS 或 Word 另存为 .docx 后再读",
    "document_broken": "{path} 不是完好的文件（{said}）；请重新取得，或打开后另存一份再读",
    "document_long": "{path} 太长，超过{lines}行或{characters}字；请只留方案原文",
    "document_unpacked": "{path} 解压后太大（正文上限{megabytes}MB）；请另存一份，只留方案原文",
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
}
