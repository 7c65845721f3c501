package valentine.reading;

import static valentine.reading.PromiseKind.ANSWER;
import static valentine.reading.PromiseKind.CALL_BACK;
import static valentine.reading.PromiseKind.DELIVERY;
import static valentine.reading.PromiseKind.FIX;
import static valentine.reading.PromiseKind.GIFT;
import static valentine.reading.PromiseKind.OTHER;
import static valentine.reading.PromiseKind.REFUND;
import static valentine.reading.PromiseKind.RETURN;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words in which English and German promise, and those that take a promise back.
final class PromiseWords {
    private static final Map<String, PromiseKind> DEEDS = new HashMap<>();

    static {
        name(
                REFUND,
                "refund refunded refunding refunds reimburse reimbursed reimbursing credited erstatten erstattet"
                        + " erstatte erstattung ruckerstattung uberweisen uberweise uberwiesen gutgeschrieben money geld");
        name(CALL_BACK, "call calling phone phoning ring ringing rufe rufen anrufen anruf zuruckrufen ruckruf");
        name(
                DELIVERY,
                "send sending sent ship shipping shipped ships deliver delivering delivered dispatch dispatching"
                        + " dispatched arrive arrives post posting schicken schicke zuschicken senden sende zusenden liefern liefere"
                        + " geliefert verschicken versenden versendet eintreffen ankommen");
        name(
                ANSWER,
                "reply replying respond responding answer answering answered email emailing write writing update"
                        + " updating confirm confirming check checking touch contact contacting contacted inform investigate hear"
                        + " melde melden antworten antworte beantworten klaren klare prufen prufe informieren informiere"
                        + " bestatigen bestatige ruckmeldung antwort bescheid");
        name(
                FIX,
                "fix fixing fixed repair repairing repaired resolve resolving resolved solve solved sort sorting"
                        + " sorted replace replacing replaced reparieren repariere repariert beheben behebe behoben losen lose"
                        + " ersetzen ersetze");
        name(GIFT, "voucher gift gutschein geschenk");
        name(RETURN, "collect collecting collected abholen hole abgeholt pick");
        name(
                OTHER,
                "make prepare bring give provide book arrange finish complete pay install visit order cancel change"
                        + " organise organize schedule waive receive get have erledigen erledige vorbeiommen zahlen zahle"
                        + " erhalten bekommen kummern kummere buchen buche");
    }

    private static final Map<String, PromiseKind> THINGS = new HashMap<>();

    static {
        for (String word : "refund money credit reimbursement erstattung ruckerstattung geld gutschrift".split(" ", -1))
            THINGS.put(word, REFUND);
        for (String word :
                "order parcel package delivery shipment replacement item items goods bestellung paket lieferung sendung ersatz ware"
                        .split(" ", -1)) THINGS.put(word, DELIVERY);
        for (String word : "answer reply response quote offer report antwort angebot ruckmeldung".split(" ", -1))
            THINGS.put(word, ANSWER);
        for (String word : "call anruf ruckruf".split(" ", -1)) THINGS.put(word, CALL_BACK);
        for (String word : "voucher gift gutschein geschenk".split(" ", -1)) THINGS.put(word, GIFT);
        for (String word : "repair engineer technician reparatur techniker".split(" ", -1)) THINGS.put(word, FIX);
    }

    static final Set<String> FUTURE = Set.of("will", "shall");
    static final Set<String> SPEAKERS = Set.of(
            "i",
            "we",
            "team",
            "colleague",
            "colleagues",
            "manager",
            "engineer",
            "technician",
            "someone",
            "somebody",
            "department",
            "driver",
            "courier",
            "warehouse",
            "office");
    static final Set<String> PASSIVE = Set.of("it", "this", "that", "everything");
    static final Set<String> GERMAN_DOING = Set.of(
            "erstatten",
            "erstatte",
            "uberweisen",
            "uberweise",
            "rufe",
            "rufen",
            "schicken",
            "schicke",
            "senden",
            "sende",
            "liefern",
            "liefere",
            "versenden",
            "verschicken",
            "melde",
            "melden",
            "antworten",
            "antworte",
            "beantworten",
            "klaren",
            "klare",
            "prufen",
            "prufe",
            "informieren",
            "informiere",
            "reparieren",
            "repariere",
            "beheben",
            "behebe",
            "holen",
            "hole",
            "erledigen",
            "erledige",
            "kummern",
            "kummere",
            "bestatigen",
            "bestatige",
            "zahlen",
            "zahle",
            "ersetzen",
            "ersetze",
            "buchen",
            "buche");

    /// A sentence with one of these makes no promise: it asks, wishes, hopes, guesses, describes or hangs on something.
    static final Set<String> UNSURE = Set.of(
            "if",
            "unless",
            "would",
            "could",
            "might",
            "should",
            "perhaps",
            "maybe",
            "probably",
            "hopefully",
            "hope",
            "hoping",
            "try",
            "trying",
            "aim",
            "aiming",
            "usually",
            "normally",
            "typically",
            "generally",
            "provided",
            "depending",
            "depends",
            "otherwise",
            "whenever",
            "once",
            "i'd",
            "we'd",
            "you'd",
            "wish",
            "likely",
            "possibly",
            "estimate",
            "wenn",
            "falls",
            "sofern",
            "wurde",
            "wurden",
            "konnte",
            "konnten",
            "sollte",
            "sollten",
            "vielleicht",
            "hoffentlich",
            "hoffe",
            "hoffen",
            "versuche",
            "versuchen",
            "normalerweise",
            "ublicherweise",
            "wahrscheinlich",
            "voraussichtlich",
            "moglicherweise",
            "eventuell",
            "sobald",
            "gegebenenfalls",
            "ob");
    static final Set<String> NOT = Set.of(
            "not", "never", "n't", "won't", "cannot", "can't", "unable", "nicht", "nie", "kein", "keine", "keinen");
    static final Set<String> REPORTED = Set.of(
            "said",
            "says",
            "wrote",
            "told",
            "asked",
            "claimed",
            "mentioned",
            "sagten",
            "sagte",
            "schrieben",
            "schrieb");
    static final Set<String> OTHERS = Set.of("you", "he", "she", "they", "customer", "sie", "er", "kunde", "kundin");
    static final Set<String> YOURS = Set.of("your", "ihr", "ihre", "ihren", "ihrer", "ihrem", "deine", "deinen");

    private PromiseWords() {}

    /// What somebody does who does this.
    static @Nullable PromiseKind deed(String word) {
        return DEEDS.get(word);
    }

    /// What it is about when this is what comes.
    static @Nullable PromiseKind thing(String word) {
        return THINGS.get(word);
    }

    private static void name(PromiseKind kind, String words) {
        for (String word : words.split(" ", -1)) DEEDS.put(word, kind);
    }
}
