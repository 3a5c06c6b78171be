"""What the reader of printed plans says, in English: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    "document_empty": "{path} is empty: there is nothing to read; see whether it is the right file, or fetch it again",
    "document_unknown": "{path} is of no known kind, or broken; save it as .docx, .txt, .html or a .pdf with text",
    "document_image": "{path} is a picture without text; recognise the text first (OCR) and save it as .docx or .txt",
    "document_scanned": "{path} is scanned: {bare} of its {pages} pages have no text; recognise the text first (OCR), or ask the issuer for the electronic document",
    "document_no_text": "there is no text in {path}; where it holds pictures, recognise the text first (OCR)",
    "document_noise": "the text in {path} is noise (the map of its font or encoding is lost) and cannot be used; take the Word file or the web page, or recognise the text (OCR)",
    "document_locked": "{path} is behind a password: take it off first",
    "document_workbook": "{path} is a workbook, not the text of a plan; assignments are imported with duban assign, the text of a plan is saved as .docx",
    "document_slides": "{path} is a presentation, not the text of a plan; find the plan as a Word file, a PDF or a web page",
    "document_archive": "{path} is an archive: unpack it and read the file inside",
    "document_ofd": "{path} is an OFD file, which cannot be read as it is; convert it to .docx or a .pdf with text (WPS or an OFD reader does)",
    "document_no_office": "to read {path} LibreOffice is needed and is not installed; save it as .docx with WPS or Word",
    "document_not_converted": "LibreOffice cannot open {path}, which may be broken or behind a password; save it as .docx with WPS or Word",
    "document_slow": "LibreOffice did not convert {path} within {seconds} seconds; save it as .docx with WPS or Word",
    "document_broken": "{path} is not whole ({said}); fetch it again, or open it and save it anew",
    "document_long": "{path} is too long: more than {lines} lines or {characters} characters; leave only the text of the plan",
    "document_unpacked": "{path} unpacks to too much (its text may have {megabytes} MB); save it anew with only the text of the plan",
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
}
