package valentine.csv;

import static valentine.csv.InteractionKind.*;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words under which kinds of interactions go in the files of the world.
final class KindWords {
    private static final Map<String, InteractionKind> KINDS = new HashMap<>();

    static {
        for (InteractionKind kind : InteractionKind.values()) put(kind, kind.word());
        put(
                ORDER,
                "purchase, sale, order placed, order completed, checkout, bestellung, kauf, commande, achat, pedido, compra, ordine");
        put(
                RETURN,
                "returned, product returned, return requested, rma, credit note, retoure, retour, devolución, devolução, reso");
        put(
                DELIVERY,
                "delivered, order delivered, order fulfilled, shipment delivered, lieferung, geliefert, livraison, entrega, "
                        + "consegna, levering");
        put(RETURN_SENT, "return shipped, return dispatched, return handed over, rücksendung abgeschickt");
        put(
                RETURN_ARRIVED,
                "return received, return arrived, return delivered, order returned, rücksendung eingetroffen");
        put(PAYMENT, "paid, payment received, invoice paid, zahlung, paiement, pago, pagamento, betaling");
        put(
                MESSAGE_IN,
                "email in, inbound email, inbound, received email, email received, message received, ticket, question, "
                        + "support ticket, inquiry, enquiry, anfrage, message entrant, chat, contact form");
        put(
                MESSAGE_OUT,
                "email out, outbound email, outbound, email sent, sent email, message sent, reply, newsletter, "
                        + "campaign, mailing, antwort, email delivered");
        put(
                CALL,
                "phone, phone call, call in, call out, telephone, anruf, telefonat, appel, llamada, chiamata, ligação, samtal");
        put(VISIT, "store visit, shop visit, site visit, check in, besuch, visite, visita, bezoek, besök");
        put(PAGE, "page view, pageview, page viewed, web visit, screen, seitenaufruf, page vue");
        put(PRODUCT_USE, "usage, use, login, sign in, session, feature used, app opened, nutzung");
        put(SURVEY_ANSWER, "survey, nps, csat, ces, survey response, survey answered, umfrage, enquête, encuesta");
        put(REVIEW, "rating, product review, bewertung, avis, reseña, avaliação, recensione");
        put(
                COMPLAINT,
                "complaint opened, claim, reklamation, beschwerde, plainte, réclamation, queja, reclamo, reclamação, klacht");
        put(
                THANKS,
                "thank you, praise, compliment, kudos, dank, lob, merci, remerciement, gracias, elogio, grazie, tack");
        put(
                REFUND,
                "refunded, order refunded, chargeback, erstattung, rückerstattung, remboursement, reembolso, rimborso");
        put(GIFT, "present, gift sent, geschenk, cadeau, regalo, presente");
        put(
                MEETING,
                "appointment, demo, video call, treffen, termin, réunion, rendez-vous, reunión, reunião, riunione, möte");
        put(PROMISE_MADE, "promise, promised, commitment, versprechen");
        put(PROMISE_KEPT, "kept promise, versprechen gehalten");
        put(PROMISE_BROKEN, "broken promise, promise missed, versprechen gebrochen");
        put(
                SUBSCRIPTION_STARTED,
                "subscribed, subscription, subscription created, subscription start, trial started, upgrade");
        put(
                SUBSCRIPTION_ENDED,
                "subscription cancelled, subscription canceled, cancelled, canceled, cancellation, churn, "
                        + "churned, subscription expired, kündigung");
        put(UNSUBSCRIBE, "unsubscribed, opt out, opted out, abmeldung, désinscription, baja");
        put(NOTE, "comment, remark, memo, notiz, nota, notitie, anteckning");
    }

    private KindWords() {}

    /// The kind a word means, or null. "E-mail" and "message" mean two, which the direction tells apart.
    static @Nullable InteractionKind kind(String word, String direction) {
        String plain = Words.plain(word);
        return switch (plain) {
            case "email", "mail", "message", "sms", "letter", "nachricht", "mensaje", "mensagem", "messaggio" ->
                direction.equals("out") ? MESSAGE_OUT : MESSAGE_IN;
            default -> KINDS.get(plain);
        };
    }

    /// "in", "out", or empty where the text says neither.
    static String direction(String text) {
        return switch (Words.plain(text)) {
            case "in",
                    "inbound",
                    "incoming",
                    "received",
                    "true",
                    "1",
                    "ein",
                    "eingehend",
                    "entrant",
                    "entrante",
                    "from" -> "in";
            case "out", "outbound", "outgoing", "sent", "false", "0", "aus", "ausgehend", "sortant", "saliente", "to" ->
                "out";
            default -> "";
        };
    }

    private static void put(InteractionKind kind, String words) {
        for (String word : words.split(",", -1)) KINDS.putIfAbsent(Words.plain(word), kind);
    }
}
