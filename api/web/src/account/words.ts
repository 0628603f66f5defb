/**
 * Messages of the account page. Phones never load them, because they are not part of the main catalogue.
 */

import { locale } from "$app/i18n/index.svelte";

const en = {
  title: "Account",
  lead: "Host often? An account saves your settings and question packs. You don’t need one to play.",
  log_in: "Log in",
  register: "Create an account",
  to_log_in: "I already have an account",
  to_register: "Create an account instead",
  name: "Name",
  name_hint: "3 to 32 letters and digits. You’ll use it to log in.",
  password: "Password",
  password_hint: "At least 10 characters. A few random words work well.",
  no_mail:
    "We don’t ask for your email. If you forget your password, only the person who runs this server can help.",
  show: "Show password",
  busy: "One moment…",
  hello: "Hello, {name}!",
  since: "Member since {date}",
  host: "Open a room",
  packs: "Question packs",
  log_out: "Log out",
  change: "Change password",
  current: "Current password",
  wanted: "New password",
  change_do: "Set new password",
  changed: "Your password has been changed. All other devices were logged out.",
  export: "Download your data",
  export_lead: "Everything this server stores about you, in one file.",
  export_do: "Download",
  remove: "Delete account",
  remove_lead:
    "Your account, presets and question packs are deleted at once, and rooms you host are closed. You can’t undo this.",
  remove_sure: "I want to delete everything",
  remove_do: "Delete for good",
  removed: "Your account and all its data have been deleted.",
  error_name:
    "That name doesn’t work. Use 3 to 32 letters and digits, with dots or dashes only between them.",
  error_password_length: "That password doesn’t work. Use 10 to 128 characters.",
  error_password_weak: "That’s too easy to guess. Try a few random words.",
  error_name_taken: "That name is taken. Try another.",
  error_wrong_credentials: "Wrong name or password. Try again.",
  error_wrong_password: "Wrong password. Try again.",
  error_too_many_requests: "Too many attempts. Wait about {n} min and try again.",
  error_registration_closed:
    "Sign-up is closed on this server. Ask the person who runs it for an account.",
  error_not_authenticated: "You were logged out. Log in again.",
  error_unreachable: "We can’t reach the server. Check your connection and try again.",
  error_unexpected: "Something went wrong. Try again.",
};

export type Word = keyof typeof en;

const da: Record<Word, string> = {
  title: "Konto",
  lead: "Er du tit vært? Med en konto kan du gemme indstillinger og spørgsmålspakker. Du kan spille uden.",
  log_in: "Log ind",
  register: "Opret en konto",
  to_log_in: "Jeg har allerede en konto",
  to_register: "Opret en konto i stedet",
  name: "Navn",
  name_hint: "3 til 32 bogstaver og tal. Du skal bruge det til at logge ind.",
  password: "Adgangskode",
  password_hint: "Mindst 10 tegn. Et par tilfældige ord er godt.",
  no_mail:
    "Vi beder ikke om din mail. Hvis du glemmer adgangskoden, kan kun den, der driver serveren, hjælpe dig.",
  show: "Vis adgangskoden",
  busy: "Et øjeblik …",
  hello: "Hej, {name}!",
  since: "Medlem siden {date}",
  host: "Åbn et rum",
  packs: "Spørgsmålspakker",
  log_out: "Log ud",
  change: "Skift adgangskode",
  current: "Nuværende adgangskode",
  wanted: "Ny adgangskode",
  change_do: "Gem ny adgangskode",
  changed: "Din adgangskode er skiftet. Alle andre enheder er logget ud.",
  export: "Hent dine data",
  export_lead: "Alt, hvad serveren gemmer om dig, i én fil.",
  export_do: "Hent",
  remove: "Slet kontoen",
  remove_lead:
    "Din konto, dine opsætninger og dine spørgsmålspakker bliver slettet med det samme, og rum, du er vært for, lukker. Det kan ikke fortrydes.",
  remove_sure: "Ja, slet det hele",
  remove_do: "Slet for altid",
  removed: "Din konto og alle dine data er slettet.",
  error_name:
    "Det navn går ikke. Brug 3 til 32 bogstaver og tal, og kun punktum eller bindestreg imellem dem.",
  error_password_length: "Den adgangskode går ikke. Brug 10 til 128 tegn.",
  error_password_weak: "Den er for nem at gætte. Prøv et par tilfældige ord.",
  error_name_taken: "Navnet er optaget. Prøv et andet.",
  error_wrong_credentials: "Forkert navn eller adgangskode. Prøv igen.",
  error_wrong_password: "Forkert adgangskode. Prøv igen.",
  error_too_many_requests: "For mange forsøg. Vent cirka {n} min., og prøv igen.",
  error_registration_closed:
    "Man kan ikke selv oprette en konto her. Bed den, der driver serveren, om en.",
  error_not_authenticated: "Du blev logget ud. Log ind igen.",
  error_unreachable: "Vi kan ikke få fat i serveren. Tjek din forbindelse, og prøv igen.",
  error_unexpected: "Noget gik galt. Prøv igen.",
};

export const catalogues = { en, da };

/** Returns a message of this page, with its placeholders replaced by `values`. */
export function w(word: Word, values: Record<string, string | number> = {}): string {
  return catalogues[locale()][word].replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  );
}
