/**
 * What the account's pages say. They are loaded by who has an account, and so are not in the
 * catalogue that every phone loads.
 */

import { locale } from "$app/i18n/index.svelte";

const en = {
  title: "Account",
  lead: "For hosts who come back. Quick games stay free of any account.",
  log_in: "Log in",
  register: "Make an account",
  to_log_in: "I have an account",
  to_register: "Make an account instead",
  name: "Name",
  name_hint: "3 to 32 letters and digits. You log in with it.",
  password: "Password",
  password_hint: "At least 10 characters. A few words of your own are best.",
  no_mail:
    "We ask for no e-mail. If you forget the password, only whoever runs this server can help.",
  show: "Show what I type",
  busy: "A moment …",
  hello: "Hello, {name}!",
  since: "Here since {date}",
  host: "Open a room",
  packs: "Question packs",
  log_out: "Log out",
  change: "Change the password",
  current: "Password now",
  wanted: "New password",
  change_do: "Set the new password",
  changed: "The new password is set. Every other device is logged out.",
  export: "Take your data with you",
  export_lead: "Everything this server keeps about you, in one file.",
  export_do: "Download",
  remove: "Delete the account",
  remove_lead:
    "Your account goes at once, with its presets and packs; rooms you host are closed. There is no way back.",
  remove_sure: "I want all of it deleted",
  remove_do: "Delete for good",
  removed: "Your account is deleted. Nothing of it is left.",
  error_name: "A name has 3 to 32 letters and digits, with dots or dashes between them.",
  error_password_length: "A password has 10 to 128 characters.",
  error_password_weak: "That one is guessed early. Take a few words of your own.",
  error_name_taken: "Somebody has this name already. Try another.",
  error_wrong_credentials: "The name or the password is wrong.",
  error_wrong_password: "That is not your password.",
  error_too_many_requests: "Too many tries. Wait about {n} min and try again.",
  error_registration_closed: "Whoever runs this server makes the accounts. Ask them.",
  error_not_authenticated: "You were logged out. Log in again.",
  error_unreachable: "The server does not answer. Is the network there?",
  error_unexpected: "That did not work. Try again.",
};

export type Word = keyof typeof en;

const da: Record<Word, string> = {
  title: "Konto",
  lead: "For værter, der kommer igen. Et hurtigt spil kræver aldrig en konto.",
  log_in: "Log ind",
  register: "Opret en konto",
  to_log_in: "Jeg har en konto",
  to_register: "Opret en konto i stedet",
  name: "Navn",
  name_hint: "3 til 32 bogstaver og tal. Du logger ind med det.",
  password: "Adgangskode",
  password_hint: "Mindst 10 tegn. Helst et par ord, du selv finder på.",
  no_mail:
    "Vi beder ikke om din mail. Glemmer du koden, kan kun den, der driver serveren, hjælpe dig.",
  show: "Vis det, jeg skriver",
  busy: "Lige et øjeblik …",
  hello: "Hej, {name}!",
  since: "Her siden {date}",
  host: "Åbn et rum",
  packs: "Spørgsmålspakker",
  log_out: "Log ud",
  change: "Skift adgangskode",
  current: "Nuværende adgangskode",
  wanted: "Ny adgangskode",
  change_do: "Gem den nye kode",
  changed: "Den nye kode gælder nu. Alle andre enheder er logget ud.",
  export: "Tag dine data med",
  export_lead: "Alt, hvad serveren gemmer om dig, i én fil.",
  export_do: "Hent filen",
  remove: "Slet kontoen",
  remove_lead:
    "Kontoen forsvinder med det samme, og dine opsætninger og spørgsmål med den. Rum, du er vært for, lukker. Det kan ikke fortrydes.",
  remove_sure: "Ja, slet det hele",
  remove_do: "Slet for altid",
  removed: "Din konto er slettet. Der er intet tilbage af den.",
  error_name: "Et navn har 3 til 32 bogstaver og tal, gerne med punktum eller streg imellem.",
  error_password_length: "En adgangskode har 10 til 128 tegn.",
  error_password_weak: "Den gætter man for hurtigt. Find på et par ord, der er dine egne.",
  error_name_taken: "Det navn er optaget. Prøv et andet.",
  error_wrong_credentials: "Navnet eller adgangskoden passer ikke.",
  error_wrong_password: "Det er ikke din adgangskode.",
  error_too_many_requests: "For mange forsøg. Vent cirka {n} min., og prøv igen.",
  error_registration_closed: "Her er det den, der driver serveren, som opretter konti. Spørg dem.",
  error_not_authenticated: "Du blev logget ud. Log ind igen.",
  error_unreachable: "Serveren svarer ikke. Er der forbindelse?",
  error_unexpected: "Det gik ikke. Prøv igen.",
};

export const catalogues = { en, da };

export function w(word: Word, holes: Record<string, string | number> = {}): string {
  return catalogues[locale()][word].replace(/\{(\w+)\}/g, (hole, name: string) =>
    String(holes[name] ?? hole),
  );
}
