package valentine.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names under which a field goes in the files of the world, the most telling first.
final class Synonyms {
    /// Totals of a whole order, which stand on each of its lines and must not be added up.
    static final Set<String> ORDER_TOTALS = Set.of(
            "total",
            "ordertotal",
            "totalorder",
            "grandtotal",
            "invoicetotal",
            "subtotal",
            "ordervalue",
            "gesamtsumme",
            "endbetrag",
            "totalcommande",
            "totalpedido",
            "totaalbedrag");

    private static final Map<Field, List<String>> NAMES = new HashMap<>();
    private static final Map<Kind, Map<Field, List<String>>> MORE = new HashMap<>();

    static {
        put(Field.CUSTOMER, """
                customer_unique_id, customer, customer_id, customer number, customer no, customer nr, customer code,
                customer key, customer ref, customer reference, cust_id, cust no, cust, client, client_id, client number,
                client no, client code, member, member_id, member number, buyer, buyer_id, account, account_id,
                account number, shopper_id, contact_id, user, user_id, subscriber_id, patient_id, guest_id, author_id,
                person_id, donor_id, masterid, kunde, kunden-nr, kunden_id, kundennummer, kundenid, kundenr, debitor,
                debitornr, debitorennummer, auftraggeber, numéro client, n° client, no client, num client, code client,
                identifiant client, id client, cliente, id cliente, número de cliente, n cliente, código cliente, codice
                cliente, numero cliente, código do cliente, klant, klantnummer, klant_id, klantnr, kundnummer, kund, kund_id,
                kundenummer, clientID, creator, customer_email, user_email, billing email""");
        put(Field.DATE, """
                order_purchase_timestamp, order date, date, order_datetime, ordered at, ordered on, order time, purchase date,
                purchase timestamp, purchased at, purchase time, invoice date, transaction date, transaction time,
                sale date, sales date, date of sale, booking date, document date, posting date, billing date, event time,
                occurred at, happened at, datetime, date time, timestamp, created at, creation date, created, created on, time,
                when, day, ts, payment date, review creation date, sent at, received at, datum, bestelldatum, rechnungsdatum,
                auftragsdatum, kaufdatum, belegdatum, buchungsdatum, zeitpunkt, zeitstempel, date de commande,
                date commande, date facture, date d'achat, date achat, fecha, fecha de pedido, fecha pedido, fecha de
                compra, fecha factura, data, data do pedido, data pedido, data da compra, data compra, data ordine, data
                fattura, data acquisto, besteldatum, factuurdatum, orderdatum, fakturadatum, köpdatum, fakturadato, dato""");
        put(Field.ORDER, """
                order, order_id, order number, order no, order nr, invoice no, invoice, invoice_id, invoice number, invoice nr,
                receipt, receipt_id, receipt number, receipt no, transaction_id, transaction number, transaction, basket_id,
                bill no, document number, document no, booking_id, sales order, order reference, rechnung, rechnungsnummer,
                rechnungs-nr, rechnungsnr, bestellnummer, bestell-nr, bestellung, auftrag, auftragsnummer, auftragsnr,
                belegnummer, belegnr, commande, numéro de commande, no commande, n° commande, id commande, facture, numéro
                de facture, n° facture, pedido, número de pedido, n pedido, id pedido, factura, número de factura,
                numero ordine, ordine, fattura, numero fattura, número do pedido, fatura, nota fiscal, bestelnummer,
                factuurnummer, ordernummer, fakturanummer, ordrenummer, bestelling""");
        put(Field.PRODUCT, """
                stock code, sku, product_id, product code, product number, product no, item_id, item code, item number,
                item no, article, article number, article no, article_id, variant_id, lineitem sku, product sku, ean, upc,
                isbn, material, product, item, artikel, artikelnummer, artikel-nr, artikelnr, produkt, produktnummer,
                référence, code article, article réf, produit, code produit, producto, código de producto, id producto,
                artículo, produto, código do produto, id produto, prodotto, codice prodotto, articolo, codice articolo,
                productnummer, artikelcode, produktnr, vare, varenummer""");
        put(Field.DESCRIPTION, """
                description, product name, product description, item name, item description, lineitem name, product title,
                product category, title, bezeichnung, artikelbezeichnung, produktname, beschreibung, artikelname,
                désignation, libellé, nom du produit, descripción, nombre del producto, descrição, nome do produto,
                descrizione, nome prodotto, omschrijving, productnaam, beskrivning, benämning, beskrivelse""");
        put(Field.QUANTITY, """
                quantity, qty, quantity ordered, units, units sold, count, pieces, pcs, item count, lineitem quantity,
                number of items, order qty, menge, anzahl, stück, stückzahl, quantité, qté, qte, nombre, cantidad, cant,
                unidades, quantidade, qtd, qtde, quantità, qta, aantal, hoeveelheid, antal, kvantitet, antall""");
        put(Field.UNIT_PRICE, """
                unit price, price per unit, price each, item price, lineitem price, unit cost, sales price, selling price,
                list price, price, einzelpreis, stückpreis, preis, vk-preis, prix unitaire, pu, prix, precio unitario,
                precio, preço unitário, preço, prezzo unitario, prezzo, stuksprijs, eenheidsprijs, prijs, à-pris, styckpris,
                pris, enhetspris, stykpris""");
        put(Field.AMOUNT, """
                line total, line amount, line value, amount, total price, total amount, net amount, gross amount, sales
                amount, order amount, revenue, sales, sale, turnover, value, invoice amount, transaction amount, payment
                value, payment amount, paid amount, amount paid, spend, net sales, net revenue, price total, extended price,
                total, order total, grand total, invoice total, order value, subtotal, item total, dollars, betrag, umsatz,
                summe, gesamt, gesamtpreis, gesamtbetrag, nettobetrag, bruttobetrag, rechnungsbetrag, zeilensumme,
                gesamtsumme, endbetrag, montant, montant total, montant ht, montant ttc, prix total, chiffre d'affaires,
                total commande, importe, importe total, monto, precio total, valor, valor total, preço total, montante,
                total pedido, importo, importo totale, totale, prezzo totale, bedrag, totaal, totaalbedrag, totaalprijs,
                omzet, belopp, summa, totalt, beløp, beløb""");
        put(Field.CURRENCY, """
                currency, currency code, iso currency, presentment currency, währung, waehrung, devise, monnaie, moneda,
                divisa, moeda, valuta, munteenheid""");
        put(Field.COUNTRY, """
                country, country code, billing country, shipping country, customer country, nation, land, pays, país, paese,
                ländercode, länderkennzeichen, code pays, landcode, nazione""");
        put(Field.EMAIL, """
                email, e-mail, email address, e-mail address, mail, customer email, contact email, billing email,
                user email, email adresse, e-mail-adresse, mailadresse, courriel, adresse e-mail, adresse mail, correo,
                correo electrónico, correio eletrônico, endereço de email, posta elettronica, indirizzo email, e-mailadres,
                e-post, epost, epostadress, mejladress, emailaddress 1""");
        put(Field.NAME, """
                customer name, full name, client name, buyer name, contact name, member name, display name, billing name,
                shipping name, kundenname, vollständiger name, nom du client, nom client, nom complet, nombre del
                cliente, nombre completo, nombre cliente, nome do cliente, nome cliente, nome completo, klantnaam,
                volledige naam, kundnamn, kundenavn""");
        put(Field.PHONE, """
                phone, phone number, telephone, tel, mobile, mobile number, mobile phone, cell, cell phone, contact number,
                telefon, telefonnummer, handy, mobil, mobilnummer, rufnummer, téléphone, portable, numéro de téléphone,
                teléfono, móvil, celular, telefone, telemóvel, telefono, cellulare, telefoonnummer, telefoon, mobiel""");
        put(Field.COMPANY, """
                company, company name, organisation, organization, organisation name, firm, business, business name,
                account name, employer, firma, firmenname, unternehmen, société, entreprise, raison sociale, empresa,
                razón social, razão social, azienda, ragione sociale, società, bedrijf, bedrijfsnaam, företag,
                företagsnamn, virksomhed""");
        put(Field.CITY, """
                city, town, customer city, billing city, shipping city, ort, stadt, wohnort, ville, ciudad, localidad, cidade,
                città, stad, woonplaats, plaats, postort, by""");
        put(Field.SINCE, """
                since, customer since, created at, created, signup date, sign up date, signed up at, registered at,
                registered, registration date, registered on, join date, joined, joined at, member since, first seen,
                start date, date added, date created, creation date, kunde seit, registriert am, registrierungsdatum,
                angelegt am, erstellt am, client depuis, date d'inscription, date de création, cliente desde, fecha de
                alta, fecha de registro, data de cadastro, data cadastro, cliente dal, data registrazione, klant sinds,
                aanmaakdatum, kund sedan""");
        put(Field.KIND, """
                kind, interaction, interaction type, interaction kind, event type, event, event name, activity type,
                activity, action, type, category, art, ereignis, aktivität, vorgang, typ, événement, type d'événement,
                évènement, evento, tipo, tipo de evento, attività, gebeurtenis, soort, händelse""");
        put(Field.CHANNEL, """
                channel, medium, source channel, communication channel, via, source, kanal, canal, canale, kanaal""");
        put(Field.DIRECTION, """
                direction, inbound, in out, incoming, richtung, sens, dirección, direção, direzione, richting, riktning""");
        put(Field.SUBJECT, """
                subject, title, topic, headline, summary, review comment title, review title, betreff, titel, sujet, objet, titre,
                asunto, título, assunto, oggetto, titolo, onderwerp, ämne""");
        put(Field.TEXT, """
                text, body, message, content, comment, comments, review comment message, review text, review, feedback, note,
                notes, answer, verbatim, nachricht, inhalt, kommentar, notiz, bemerkung, antwort, texte, commentaire,
                contenu, texto, mensaje, comentario, contenido, mensagem, comentário, testo, messaggio, commento, tekst,
                bericht, opmerking, meddelande, besked""");
        put(Field.SCORE, """
                score, rating, stars, review score, nps, nps score, csat, ces, satisfaction, satisfaction score, points,
                bewertung, note globale, sterne, punkte, évaluation, puntuación, calificación, nota, avaliação, pontuação,
                punteggio, valutazione, waardering, cijfer, betyg, poäng""");
        put(Field.MESSAGE_ID, """
                message_id, event_id, interaction_id, activity_id, ticket_id, review_id, tweet_id, uuid, external_id, record id,
                id, nachrichten-id""");
        more(Kind.CUSTOMERS, Field.CUSTOMER, "id, nr, no, number, code, key, nummer, external_id, lead_id");
        more(Kind.CUSTOMERS, Field.NAME, "name, nom, nombre, nome, naam, namn, navn");
        more(Kind.ORDERS, Field.ORDER, "id");
    }

    private Synonyms() {}

    /// The names of a field in a file of some kind, in their plain form.
    static List<String> of(Kind kind, Field field) {
        List<String> names = new ArrayList<>(NAMES.getOrDefault(field, field.names()));
        Map<Field, List<String>> more = MORE.get(kind);
        @Nullable List<String> own = more == null ? null : more.get(field);
        if (own != null) names.addAll(own);
        return names;
    }

    private static void put(Field field, String names) {
        NAMES.put(field, plain(names));
    }

    private static void more(Kind kind, Field field, String names) {
        MORE.computeIfAbsent(kind, _ -> new HashMap<>()).put(field, plain(names));
    }

    private static List<String> plain(String names) {
        return Arrays.stream(names.split(",")).map(Words::plain).distinct().toList();
    }
}
