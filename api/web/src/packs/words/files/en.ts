/** English, for import and export: formats, previews, reports and the faults of files. */
export const en = {
  files: "Import and export",
  files_export: "Download the pack",
  files_zip: "Export as ZIP",
  files_zip_what:
    "Keeps everything, pictures and sounds too. Best as a backup, or for another server.",
  files_json: "Export as JSON",
  files_json_what: "Keeps everything but the files of pictures and sounds.",
  files_csv: "Export as CSV with commas",
  files_csv_what: "For Google Sheets, Numbers, LibreOffice, and Excel in English.",
  files_csv_semicolon: "Export as CSV with semicolons",
  files_csv_semicolon_what: "For Excel in Danish, German, French and most European languages.",
  files_back: "You can edit a table in the spreadsheet and import it again.",

  format_json: "JSON pack",
  format_csv: "Table (CSV)",
  format_csv_semicolon: "Table (CSV with semicolons)",
  format_opentdb: "Open Trivia Database",
  format_xlsx: "Excel workbook",
  format_ods: "LibreOffice workbook",
  format_xls: "Excel 97–2003 workbook",
  format_kahoot: "Kahoot template",
  format_quizizz: "Quizizz template (Wayground)",
  format_quizlet: "Quizlet flash cards",
  format_anki: "Anki notes",
  format_gift: "GIFT (Moodle)",
  format_aiken: "Aiken (Moodle)",
  format_word_lists: "Word lists: a title, then a word per line",
  format_pairs: "Pairs: one per line, with a tab or =",

  import: "Import a file",
  import_lead:
    "A workbook (Excel, LibreOffice), a table (CSV) or our own JSON. Also from Kahoot, Quizizz, Quizlet, Anki, Moodle and the Open Trivia Database. Up to 20 MB.",
  import_pick: "Choose a file",
  import_pick_other: "Choose another file",
  import_format: "Read the file as",
  import_recognized: "Recognised: {format}",
  import_read_as: "Read as: {format}",
  import_guess: "Detect automatically",
  import_found: { one: "{n} question to import", other: "{n} questions to import" },
  import_found_bad: { one: "{n} row with a problem", other: "{n} rows with problems" },
  import_first_rows: "The first rows, as they will be read",
  import_headings: "Columns found: {names}.",
  import_good_none: "None of the rows can be imported. Fix the file, or choose another format.",
  import_bad_rows: "Rows that will be left out",
  import_title: "Title of the new pack",
  import_title_hint: "Leave empty to use the title in the file.",
  import_language_file: "Same as in the file",
  import_do: { one: "Import {n} question", other: "Import {n} questions" },
  import_do_good: {
    one: "Import only the good question",
    other: "Import only the {n} good questions",
  },
  import_sending: "Uploading: {n}%",
  import_reading: "Reading the questions…",
  import_added: "added",
  import_there: "already there",
  import_refused: "left out",
  import_done: { one: "{n} question added.", other: "{n} questions added." },
  import_nothing_new: "Nothing new. The pack already has all these questions.",
  import_stopped: {
    one: "Nothing was imported: {n} row has a problem.",
    other: "Nothing was imported: {n} rows have problems.",
  },
  import_mend: "Fix them in the file and choose it again.",
  import_row: "Line {line}",
  import_rows_all: "Show {n} rows",
  import_rows_more: { one: "And {n} more row.", other: "And {n} more rows." },
  import_ignored: "These columns aren’t used here and are skipped: {names}.",
  import_open: "Open the pack",
  import_changed: "The file has changed since you chose it. Choose it again.",

  file_at_line: "Line {line}: {text}",
  file_at: "Line {line}, character {column}: {text}",
  file_empty: "The file is empty. Choose another.",
  file_compressed: "The file is compressed. Unzip it first, and choose the file inside.",
  file_pdf:
    "The file is a PDF, which can’t be read. Save the questions as a workbook or a table (CSV).",
  file_image:
    "The file is a picture, which can’t be read. Save the questions as a workbook, a table (CSV) or text.",
  file_document:
    "The file is a document of type {found}. Save the questions as a workbook, a table (CSV) or plain text.",
  file_utf16: "The file is in UTF-16. Save it as UTF-8.",
  file_encoding:
    "The file isn’t in UTF-8: it has the byte {byte}. Save it as UTF-8 (in Excel: “CSV UTF-8”), not as Latin-1 or ANSI.",
  file_truncated_character:
    "The file ends in the middle of a character. Save or download it again.",
  file_json:
    "The file isn’t valid JSON. The error is at “{found}”. Fix it there, or export the file again.",
  file_truncated: "The file ends too early. Save or download it again.",
  file_other_format:
    "The file’s format is “{found}”, but “{needed}” is needed. Export the pack again, or choose another file.",
  file_newer_version:
    "The file has version {found}, and this server reads up to version {newest}. Update the server, or choose an older file.",
  file_trivia_response:
    "The Open Trivia Database answered with code {response_code} instead of questions. Download the file again.",
  file_trivia_response_1:
    "The Open Trivia Database has too few questions for this request (code 1). Ask for fewer, or for another category.",
  file_trivia_response_2:
    "The request to the Open Trivia Database had a mistake (code 2). Create the address again on its site.",
  file_trivia_response_3:
    "The session token for the Open Trivia Database doesn’t exist (code 3). Ask without a token.",
  file_trivia_response_4:
    "The session token for the Open Trivia Database has used up all questions (code 4). Reset it, or ask without a token.",
  file_trivia_response_5:
    "The Open Trivia Database got too many requests (code 5). Wait five seconds and download the file again.",
  file_missing_headings:
    "The first row has to name the columns. Missing: {missing}. Found: {found}. Add headings such as prompt, answer, decoys.",
  file_duplicate_headings: "Several headings mean “{column}”: {headings}. Keep one of them.",
  file_too_many_columns: "There are too many columns. Up to {most} are read. Delete the others.",
  file_open_quote:
    'A quotation mark is opened here and never closed. Close it, or write "" for a quotation mark inside a cell.',
  file_no_questions_recognized:
    "The file begins with “{found}”, which is no format we know. Choose the format, or begin with headings such as prompt, answer, decoys.",
  file_no_questions: "There’s no question in this file. Choose another file or another format.",
  file_workbook: "The workbook is damaged. Open it in a spreadsheet and save it again.",
  file_workbook_encrypted: "The workbook has a password. Remove the password and save it again.",
  file_workbook_too_large:
    "The workbook has more than {most} cells. Delete unused cells, sheets and pictures, or save the questions as CSV UTF-8.",
  file_workbook_too_many_rows: "The sheet has more than {most} rows. Split it.",
  file_file_too_large: "The file is larger than {most} MB. Split it.",
  file_unreadable: "The server couldn’t read the file. Upload it again.",
  file_upload_encoded: "The file arrived compressed. Try again with another browser.",
  file_upload_ended: "The upload ended early. Try again.",
  file_upload_slow: "The upload took too long. Try again over a faster connection.",
  file_archive: "The ZIP file is damaged. Export the pack again.",
  file_archive_too_many_files:
    "There are more than {most} files in the ZIP file. Export the pack again, or split it.",
  file_archive_too_many_media:
    "There are more than {most} pictures and sounds in the ZIP file. Split the pack.",
  file_archive_media_too_large:
    "The pictures and sounds in the ZIP file take up more than {most} MB. Split the pack.",
  file_archive_too_many_pixels:
    "The pictures in the ZIP file have more than {most} million pixels in all. Split the pack.",
  file_media_unknown:
    "This is neither a picture nor a sound we can use. Choose a JPEG, PNG or WebP picture, or an MP3 sound.",
  file_media_damaged: "The file is damaged. Save it again in another program.",
  file_picture_too_large: "The picture has more than {most} million pixels. Make it smaller.",
  file_sound_too_long:
    "The sound is longer than 200 KB, about 25 seconds at 64 kbit/s. Shorten it, or save it with a lower bit rate.",
  file_other: "The file can’t be read. Choose another file or another format.",

  fault_unreadable: "This isn’t a question in the right form. Compare it with an exported file.",
  fault_unreadable_kind: "“{found}” isn’t a type. Write blank, open or choice.",
  fault_unreadable_family_friendly: "“{found}” is neither true nor false. Write one of them.",
  fault_missing_field: "“{name}” is missing. Add it.",
  fault_unknown_field: "There’s nothing called “{name}” here. Correct the name or remove it.",
  fault_duplicate_field: "“{name}” is there twice. Remove one.",
  fault_surplus_cells:
    "The row has {cells} cells, but there are {headings} headings. Put a text that contains the separator in quotation marks.",
  fault_row_in_one_cell:
    "The whole row is in one cell. Save the file again as “CSV UTF-8” or as a workbook.",
  fault_direction_mark:
    "The text contains the invisible mark {mark}, which turns the reading direction. Delete it.",
  fault_no_answer: "No answer is marked as correct. Mark one.",
  fault_no_such_option: "The correct answer names an empty option. Correct its number.",
  fault_no_wrong_answers: "There’s no wrong answer. Add at least one.",
  fault_unsupported_type: "Questions of type “{found}” can’t be used. Choose another type.",
  fault_no_options: "The answers in braces { } are missing. Add them.",
  fault_incomplete_card: "The card needs two sides, with a tab between them. Add the missing side.",
  fault_several_gaps: "The note has several gaps. Only notes with one gap can be used.",
  fault_media_missing: "The file isn’t in the import. Import the pack’s ZIP file.",
  fault_media_too_large: "The file is larger than {most} MB. Make it smaller.",
  fault_media_unknown:
    "This is neither a picture nor a sound we can use. Choose a JPEG, PNG or WebP picture, or an MP3 sound.",
  fault_media_damaged: "The file is damaged. Save it again in another program.",
  fault_picture_too_large: "The picture has more than {most} million pixels. Make it smaller.",
  fault_sound_too_long:
    "The sound is longer than 200 KB, about 25 seconds at 64 kbit/s. Shorten it, or save it with a lower bit rate.",
  fault_other: "This can’t be used. Check it against the rules for questions.",
  type_essay: "essay",
  type_number: "number",
  type_matching: "matching",
};
