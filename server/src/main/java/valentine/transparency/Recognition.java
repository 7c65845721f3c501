package valentine.transparency;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells sensitive fields by what they are called, in several languages, and by values that can be nothing else.
public final class Recognition {
    /// Any part of a name that is one of these: `customer_date_of_birth`, `personSSN`.
    private static final Map<String, SensitiveKind> PARTS = new HashMap<>();
    /// Only the whole name: alone these words are sensitive, in a longer name (`healthScore`) they mostly are not.
    private static final Map<String, SensitiveKind> WHOLE = new HashMap<>();

    private static final int REMEMBERED = 20_000;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_WORDS = 8;
    private static final Cache<String, Optional<SensitiveKind>> BY_NAME =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|[^\\p{L}\\p{Nd}]+");
    private static final Pattern CARD =
            Pattern.compile("\\d{13,16}|\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{4}|\\d{4}([ -])\\d{6}\\2\\d{5}");
    private static final Pattern ISSUER =
            Pattern.compile("4\\d{15}|5[1-5]\\d{14}|2[2-7]\\d{14}|3[47]\\d{13}|6(?:011|5\\d\\d)\\d{12}|35\\d{14}");
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    /// Numbers of parcels and orders can look like those of cards.
    private static final Pattern NUMBERING =
            Pattern.compile("id|.*(order|tracking|parcel|shipment|invoice|sku|barcode|imei|serial|reference).*|.*id");

    private static final int MOST_TEXT = 60;
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    static {
        parts(
                SensitiveKind.TAX_NUMBER,
                "ssn socialsecurity socialsecuritynumber socialsecurityno socialinsurancenumber nationalinsurance"
                        + " nationalinsurancenumber nino taxid taxidnumber taxnumber taxidentificationnumber tin itin"
                        + " steuernummer steuerid steueridentifikationsnummer sozialversicherungsnummer svnummer"
                        + " ahvnummer numerosecuritesociale nir numerofiscal dni nif nie cpf codicefiscale bsn"
                        + " burgerservicenummer personnummer pesel rodnecislo aadhaar pannumber curp nationalid"
                        + " nationalidnumber");
        parts(
                SensitiveKind.BIRTH_DATE,
                "dob dateofbirth birthdate birthday bday birthdt borndate geburtsdatum geburtstag gebdatum"
                        + " datedenaissance datenaissance fechadenacimiento fechanacimiento cumpleanos datadinascita"
                        + " datanascita datadenascimento datanascimento geboortedatum fodelsedatum fodselsdato"
                        + " dataurodzenia datumnarozeni syntymaaika");
        parts(
                SensitiveKind.MAIDEN_NAME,
                "maidenname mothersmaidenname mothermaidenname madchenname geburtsname geburtsnamedermutter"
                        + " nomdejeunefille apellidomaterno");
        parts(
                SensitiveKind.IDENTITY_DOCUMENT,
                "passport passportnumber passportno identitycard idcardnumber idcard driverslicense driverlicense"
                        + " drivinglicence drivinglicense licensenumber reisepass reisepassnummer personalausweis"
                        + " ausweisnummer fuhrerschein fuehrerschein passeport carteidentite pasaporte passaporto"
                        + " cartaidentita paspoort paspoortnummer");
        parts(
                SensitiveKind.BANK_ACCOUNT,
                "iban bankaccount bankaccountnumber accountnumber routingnumber sortcode kontonummer bankverbindung"
                        + " comptebancaire cuentabancaria contocorrente rekeningnummer");
        parts(
                SensitiveKind.CARD,
                "creditcard creditcardnumber cardnumber ccnumber debitcard debitcardnumber cvv cvc cvv2"
                        + " kreditkarte kreditkartennummer cartebancaire tarjetadecredito numerotarjeta cartadicredito"
                        + " creditcardno pan");
        parts(
                SensitiveKind.CRIMINAL_RECORD,
                "criminalrecord convictions criminalconvictions vorstrafen fuhrungszeugnis casierjudiciaire"
                        + " antecedentespenales");
        parts(
                SensitiveKind.PASSWORD,
                "password passwd passwort kennwort motdepasse contrasena securityanswer secretanswer pincode");
        parts(
                SensitiveKind.HEALTH,
                "healthcondition healthconditions medicalcondition medicalconditions medicalhistory diagnosis diagnoses"
                        + " allergies allergy disability disabilities bloodtype bloodgroup medication medications"
                        + " illness disease pregnant pregnancy krankheit krankheiten allergien behinderung blutgruppe"
                        + " gesundheitszustand medikamente schwanger maladie handicap grossesse enfermedad alergias"
                        + " discapacidad malattia allergie gravidanza");
        parts(SensitiveKind.RELIGION, "religion religious religiousbelief konfession glaube religione religiao faith");
        parts(
                SensitiveKind.ETHNIC_ORIGIN,
                "ethnicity ethnicorigin ethnicgroup race racialorigin ethnie herkunftethnisch etnia razza hautfarbe"
                        + " skincolor skincolour");
        parts(
                SensitiveKind.UNION,
                "tradeunion unionmembership unionmember laborunion labourunion gewerkschaft syndicat sindicato");
        parts(
                SensitiveKind.POLITICS,
                "politicalopinion politicalparty politicalaffiliation partymembership politischemeinung partei"
                        + " opinionpolitique partidopolitico");
        parts(
                SensitiveKind.BIOMETRIC,
                "biometric biometrics fingerprintdata facetemplate voiceprint dna genetic genetics geneticdata"
                        + " fingerabdruck retinascan irisscan");
        parts(
                SensitiveKind.SEXUAL_LIFE,
                "sexualorientation sexuality sexuallife sexualpreference sexuelleorientierung orientationsexuelle"
                        + " orientacionsexual");
        for (String name : List.of("health", "gesundheit", "sante", "salud", "salute")) {
            WHOLE.put(name, SensitiveKind.HEALTH);
        }
        WHOLE.put("union", SensitiveKind.UNION);
        WHOLE.put("politics", SensitiveKind.POLITICS);
    }

    private Recognition() {}

    /// Which kind this is, by its name or by its value; nothing where it is nothing sensitive.
    public static Optional<SensitiveKind> of(String name, @Nullable Object value) {
        Optional<SensitiveKind> named = name(name);
        if (named.isPresent()) return named;
        return value instanceof String || value instanceof Number
                ? value(name, String.valueOf(value))
                : Optional.empty();
    }

    /// Which kind a field of this name holds.
    public static Optional<SensitiveKind> name(String name) {
        if (name.length() > LONGEST_NAME) return Optional.empty();
        return BY_NAME.get(name, Recognition::read);
    }

    private static Optional<SensitiveKind> read(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD))
                .replaceAll("");
        List<String> words = new ArrayList<>();
        BETWEEN.splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        SensitiveKind whole = WHOLE.get(String.join("", words));
        if (whole != null) return Optional.of(whole);
        for (int from = 0; from < words.size(); from++) {
            StringBuilder together = new StringBuilder();
            for (int to = from; to < words.size(); to++) {
                SensitiveKind kind = PARTS.get(together.append(words.get(to)).toString());
                if (kind != null) return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<SensitiveKind> value(String name, String value) {
        String text = value.strip();
        if (text.length() < 13 || text.length() > MOST_TEXT) return Optional.empty();
        if (isIban(text)) return Optional.of(SensitiveKind.BANK_ACCOUNT);
        if (!CARD.matcher(text).matches() || !isCard(text.replaceAll("[ -]", ""))) return Optional.empty();
        boolean written = text.indexOf(' ') > 0 || text.indexOf('-') > 0;
        return written || !NUMBERING.matcher(name.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(SensitiveKind.CARD)
                : Optional.empty();
    }

    /// Of a known issuer, with the right check digit (Luhn).
    private static boolean isCard(String digits) {
        if (!ISSUER.matcher(digits).matches()) return false;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
        }
        return sum % 10 == 0;
    }

    /// With the right check digits (ISO 7064, modulo 97).
    private static boolean isIban(String text) {
        String letters = text.replace(" ", "").toUpperCase(Locale.ROOT);
        if (!IBAN.matcher(letters).matches()) return false;
        StringBuilder digits = new StringBuilder();
        (letters.substring(4) + letters.substring(0, 4))
                .chars()
                .forEach(letter -> digits.append(Character.digit(letter, 36)));
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
    }

    private static void parts(SensitiveKind kind, String names) {
        for (String name : names.split(" ", -1)) PARTS.put(name, kind);
    }
}
