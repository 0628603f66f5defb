/** Danish, for import and export: formats, previews, reports and the faults of files. */

import type { Message } from "$app/i18n/message";
import type { en } from "./en";

export const da: Record<keyof typeof en, Message> = {
  files: "Import og eksport",
  files_export: "Hent pakken",
  files_zip: "Eksportér som ZIP",
  files_zip_what:
    "Bevarer alt, også billeder og lyde. Bedst som sikkerhedskopi eller til en anden server.",
  files_json: "Eksportér som JSON",
  files_json_what: "Bevarer alt undtagen billed- og lydfilerne.",
  files_csv: "Eksportér som CSV med komma",
  files_csv_what: "Til Google Sheets, Numbers, LibreOffice og engelsk Excel.",
  files_csv_semicolon: "Eksportér som CSV med semikolon",
  files_csv_semicolon_what: "Til Excel på dansk, tysk, fransk og de fleste europæiske sprog.",
  files_back: "Du kan rette en tabel i regnearket og importere den igen.",

  format_json: "JSON-pakke",
  format_csv: "Tabel (CSV)",
  format_csv_semicolon: "Tabel (CSV med semikolon)",
  format_opentdb: "Open Trivia Database",
  format_xlsx: "Excel-regneark",
  format_ods: "LibreOffice-regneark",
  format_xls: "Excel-regneark (97–2003)",
  format_kahoot: "Skabelon fra Kahoot",
  format_quizizz: "Skabelon fra Quizizz (Wayground)",
  format_quizlet: "Kort fra Quizlet",
  format_anki: "Noter fra Anki",
  format_gift: "GIFT (Moodle)",
  format_aiken: "Aiken (Moodle)",
  format_word_lists: "Ordlister: en titel, så et ord pr. linje",
  format_pairs: "Par: et pr. linje, med tabulator eller =",

  import: "Importér en fil",
  import_lead:
    "Et regneark (Excel, LibreOffice), en tabel (CSV) eller vores egen JSON. Også fra Kahoot, Quizizz, Quizlet, Anki, Moodle og Open Trivia Database. Højst 20 MB.",
  import_pick: "Vælg en fil",
  import_pick_other: "Vælg en anden fil",
  import_format: "Læs filen som",
  import_recognized: "Genkendt: {format}",
  import_read_as: "Læst som: {format}",
  import_guess: "Find selv formatet",
  import_found: { one: "{n} spørgsmål at importere", other: "{n} spørgsmål at importere" },
  import_found_bad: { one: "{n} række med fejl", other: "{n} rækker med fejl" },
  import_first_rows: "De første rækker, som de bliver læst",
  import_headings: "Fundne kolonner: {names}.",
  import_good_none: "Ingen af rækkerne kan importeres. Ret filen, eller vælg et andet format.",
  import_bad_rows: "Rækker, der ikke kommer med",
  import_title: "Den nye pakkes titel",
  import_title_hint: "Lad feltet stå tomt for at bruge filens titel.",
  import_language_file: "Som i filen",
  import_do: { one: "Importér {n} spørgsmål", other: "Importér {n} spørgsmål" },
  import_do_good: {
    one: "Importér kun det gode spørgsmål",
    other: "Importér kun de {n} gode spørgsmål",
  },
  import_sending: "Uploader: {n} %",
  import_reading: "Læser spørgsmålene …",
  import_added: "tilføjet",
  import_there: "fandtes allerede",
  import_refused: "udeladt",
  import_done: { one: "{n} spørgsmål tilføjet.", other: "{n} spørgsmål tilføjet." },
  import_nothing_new: "Intet nyt. Pakken har allerede alle spørgsmålene.",
  import_stopped: {
    one: "Intet blev importeret: Der er fejl i {n} række.",
    other: "Intet blev importeret: Der er fejl i {n} rækker.",
  },
  import_mend: "Ret dem i filen, og vælg den igen.",
  import_row: "Linje {line}",
  import_rows_all: "Vis {n} rækker",
  import_rows_more: { one: "Og {n} række mere.", other: "Og {n} rækker mere." },
  import_ignored: "Disse kolonner bruges ikke her og springes over: {names}.",
  import_open: "Åbn pakken",
  import_changed: "Filen er ændret, siden du valgte den. Vælg den igen.",

  file_at_line: "Linje {line}: {text}",
  file_at: "Linje {line}, tegn {column}: {text}",
  file_empty: "Filen er tom. Vælg en anden.",
  file_compressed: "Filen er komprimeret. Pak den ud først, og vælg filen indeni.",
  file_pdf: "Filen er en PDF og kan ikke læses. Gem spørgsmålene som regneark eller tabel (CSV).",
  file_image:
    "Filen er et billede og kan ikke læses. Gem spørgsmålene som regneark, tabel (CSV) eller tekst.",
  file_document:
    "Filen er et dokument af typen {found}. Gem spørgsmålene som regneark, tabel (CSV) eller ren tekst.",
  file_utf16: "Filen er i UTF-16. Gem den som UTF-8.",
  file_encoding:
    "Filen er ikke i UTF-8: Den har byten {byte}. Gem den som UTF-8 (i Excel: »CSV UTF-8«), ikke som Latin-1 eller ANSI.",
  file_truncated_character: "Filen slutter midt i et tegn. Gem eller hent den igen.",
  file_json:
    "Filen er ikke gyldig JSON. Fejlen er ved »{found}«. Ret den dér, eller eksportér filen igen.",
  file_truncated: "Filen slutter for tidligt. Gem eller hent den igen.",
  file_other_format:
    "Filens format er »{found}«, men det skal være »{needed}«. Eksportér pakken igen, eller vælg en anden fil.",
  file_newer_version:
    "Filen har version {found}, og serveren læser til og med version {newest}. Opdatér serveren, eller vælg en ældre fil.",
  file_trivia_response:
    "Open Trivia Database svarede med kode {response_code} i stedet for spørgsmål. Hent filen igen.",
  file_trivia_response_1:
    "Open Trivia Database har for få spørgsmål til forespørgslen (kode 1). Bed om færre eller om en anden kategori.",
  file_trivia_response_2:
    "Der var en fejl i forespørgslen til Open Trivia Database (kode 2). Lav adressen igen på deres side.",
  file_trivia_response_3:
    "Nøglen (session token) til Open Trivia Database findes ikke (kode 3). Spørg uden nøgle.",
  file_trivia_response_4:
    "Nøglen (session token) til Open Trivia Database har brugt alle spørgsmål (kode 4). Nulstil den, eller spørg uden nøgle.",
  file_trivia_response_5:
    "Open Trivia Database fik for mange forespørgsler (kode 5). Vent fem sekunder, og hent filen igen.",
  file_missing_headings:
    "Den første række skal være overskrifter. Der mangler: {missing}. Fundet: {found}. Tilføj overskrifter som spørgsmål, svar, falske svar.",
  file_duplicate_headings: "Flere overskrifter betyder »{column}«: {headings}. Behold én af dem.",
  file_too_many_columns: "Der er for mange kolonner. Højst {most} bliver læst. Slet de andre.",
  file_open_quote:
    'Her begynder et anførselstegn, som aldrig slutter. Afslut det, eller skriv "" for et anførselstegn inde i en celle.',
  file_no_questions_recognized:
    "Filen begynder med »{found}«, og det er ikke et format, vi kender. Vælg formatet, eller begynd med overskrifter som spørgsmål, svar, falske svar.",
  file_no_questions: "Der er ingen spørgsmål i filen. Vælg en anden fil eller et andet format.",
  file_workbook: "Regnearket er beskadiget. Åbn det i et regnearksprogram, og gem det igen.",
  file_workbook_encrypted: "Regnearket har en adgangskode. Fjern den, og gem det igen.",
  file_workbook_too_large:
    "Regnearket har mere end {most} celler. Slet ubrugte celler, ark og billeder, eller gem spørgsmålene som CSV UTF-8.",
  file_workbook_too_many_rows: "Arket har mere end {most} rækker. Del det.",
  file_file_too_large: "Filen er større end {most} MB. Del den.",
  file_unreadable: "Serveren kunne ikke læse filen. Upload den igen.",
  file_upload_encoded: "Filen kom komprimeret frem. Prøv igen med en anden browser.",
  file_upload_ended: "Uploaden stoppede for tidligt. Prøv igen.",
  file_upload_slow: "Uploaden tog for lang tid. Prøv igen på en hurtigere forbindelse.",
  file_archive: "ZIP-filen er beskadiget. Eksporter pakken igen.",
  file_archive_too_many_files:
    "Der er flere end {most} filer i ZIP-filen. Eksportér pakken igen, eller del den op.",
  file_archive_too_many_media:
    "Der er flere end {most} billeder og lyde i ZIP-filen. Del pakken op.",
  file_archive_media_too_large:
    "Billederne og lydene i ZIP-filen fylder mere end {most} MB. Del pakken op.",
  file_archive_too_many_pixels:
    "Billederne i ZIP-filen har tilsammen mere end {most} millioner pixels. Del pakken op.",
  file_media_unknown:
    "Det er hverken et billede eller en lyd, vi kan bruge. Vælg et billede (JPEG, PNG eller WebP) eller en MP3-lyd.",
  file_media_damaged: "Filen er beskadiget. Gem den igen i et andet program.",
  file_picture_too_large: "Billedet har mere end {most} millioner pixels. Gør det mindre.",
  file_sound_too_long:
    "Lyden fylder mere end 200 KB, ca. 25 sekunder ved 64 kbit/s. Forkort den, eller gem den med lavere bitrate.",
  file_other: "Filen kan ikke læses. Vælg en anden fil eller et andet format.",

  fault_unreadable:
    "Det er ikke et spørgsmål i den rigtige form. Sammenlign med en eksporteret fil.",
  fault_unreadable_kind: "»{found}« er ikke en type. Skriv blank, open eller choice.",
  fault_unreadable_family_friendly: "»{found}« er hverken sandt eller falsk. Skriv et af dem.",
  fault_missing_field: "»{name}« mangler. Tilføj det.",
  fault_unknown_field: "Her er ikke noget, der hedder »{name}«. Ret navnet, eller fjern det.",
  fault_duplicate_field: "»{name}« står der to gange. Fjern den ene.",
  fault_surplus_cells:
    "Rækken har {cells} celler, men der er {headings} overskrifter. Sæt anførselstegn om en tekst, der indeholder skilletegnet.",
  fault_row_in_one_cell:
    "Hele rækken står i én celle. Gem filen igen som »CSV UTF-8« eller som regneark.",
  fault_direction_mark: "Teksten har det usynlige tegn {mark}, som vender læseretningen. Slet det.",
  fault_no_answer: "Intet svar er markeret som rigtigt. Markér ét.",
  fault_no_such_option: "Det rigtige svar peger på en tom svarmulighed. Ret nummeret.",
  fault_no_wrong_answers: "Der er ikke noget forkert svar. Tilføj mindst ét.",
  fault_unsupported_type: "Spørgsmål af typen »{found}« kan ikke bruges. Vælg en anden type.",
  fault_no_options: "Svarene i tuborgklammer { } mangler. Tilføj dem.",
  fault_incomplete_card:
    "Kortet skal have to sider med tabulator imellem. Tilføj den, der mangler.",
  fault_several_gaps: "Noten har flere huller. Kun noter med ét hul kan bruges.",
  fault_media_missing: "Filen er ikke med i importen. Importér pakkens ZIP-fil.",
  fault_media_too_large: "Filen fylder mere end {most} MB. Gør den mindre.",
  fault_media_unknown:
    "Det er hverken et billede eller en lyd, vi kan bruge. Vælg et billede (JPEG, PNG eller WebP) eller en MP3-lyd.",
  fault_media_damaged: "Filen er beskadiget. Gem den igen i et andet program.",
  fault_picture_too_large: "Billedet har mere end {most} millioner pixels. Gør det mindre.",
  fault_sound_too_long:
    "Lyden fylder mere end 200 KB, ca. 25 sekunder ved 64 kbit/s. Forkort den, eller gem den med lavere bitrate.",
  fault_other: "Det kan ikke bruges. Tjek det efter reglerne for spørgsmål.",
  type_essay: "fritekst",
  type_number: "tal",
  type_matching: "parring",
};
