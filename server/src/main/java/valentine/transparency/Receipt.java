package valentine.transparency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import valentine.customer.CustomerId;
import valentine.team.Firms;

/// The receipt of a consent, for the customer to keep: the fields of ISO/IEC TS 27560:2023 in the vocabulary of the
/// W3C (DPV), as JSON-LD.
@Component
public class Receipt {
    private static final String SCHEMA = "https://w3id.org/dpv/schema/dpv-27560";

    private final Firms firms;
    private final Purposes purposes;

    Receipt(Firms firms, Purposes purposes) {
        this.firms = firms;
        this.purposes = purposes;
    }

    /// What the standard calls a receipt: who got it, and the record that it speaks of.
    public Map<String, Object> of(CustomerId head, Consents.Entry entry) {
        Statement said = entry.statement();
        Purpose purpose = purposes.versions(said.purpose()).stream()
                .filter(version -> version.number() == entry.version())
                .findFirst()
                .map(Purposes.Version::purpose)
                .or(() -> purposes.one(said.purpose()))
                .orElseThrow();
        Map<String, Object> receipt = new LinkedHashMap<>();
        receipt.put(
                "@context",
                Map.of(
                        "dpv", "https://w3id.org/dpv#",
                        "dct", "http://purl.org/dc/terms/",
                        "schema", "https://schema.org/",
                        "eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"));
        receipt.put("@id", "urn:valentine:receipt:" + entry.id());
        receipt.put("@type", "dpv:ConsentReceipt");
        receipt.put("dct:identifier", "receipt-" + entry.id());
        receipt.put("dct:conformsTo", SCHEMA + "#receipt");
        receipt.put("dct:created", entry.receivedAt().toString());
        receipt.put("dct:publisher", firms.ours().name());
        receipt.put("schema:recipient", "dpv:DataSubject");
        receipt.put("dpv:hasRecordOfActivity", record(head, entry, said, purpose));
        return receipt;
    }

    private Map<String, Object> record(CustomerId head, Consents.Entry entry, Statement said, Purpose purpose) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("@id", "urn:valentine:consent:" + entry.id());
        record.put("@type", "dpv:ConsentRecord");
        record.put("dct:identifier", "consent-" + entry.id());
        record.put("dct:conformsTo", SCHEMA + "#record");
        record.put("dpv:hasDataSubject", Map.of("@id", "urn:valentine:customer:" + head.value()));
        record.put(
                "dpv:hasDataController",
                Map.of(
                        "@type",
                        "dpv:DataController",
                        "schema:name",
                        firms.ours().name()));
        record.put("dpv:hasApplicableLaw", "eu-gdpr:GDPR");
        Map<String, Object> notice = new LinkedHashMap<>();
        notice.put("@type", "dpv:ConsentNotice");
        notice.put("dct:description", said.wording().isEmpty() ? purpose.sentence() : said.wording());
        record.put("dpv:hasNotice", notice);
        record.put("dpv:hasProcess", process(said, purpose));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("@type", status(said.word()));
        status.put("dct:created", said.at().toString());
        status.put("dpv:isIndicatedBy", said.origin().key());
        if (!said.proof().isEmpty()) status.put("dct:source", said.proof());
        record.put("dpv:hasConsentStatus", status);
        return record;
    }

    private static Map<String, Object> process(Statement said, Purpose purpose) {
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("@type", "dpv:Process");
        process.put(
                "dpv:hasPurpose",
                Map.of(
                        "@id",
                        "urn:valentine:purpose:" + purpose.key().value(),
                        "@type",
                        purpose.marketing() ? "dpv:DirectMarketing" : "dpv:Purpose",
                        "dct:title",
                        purpose.name(),
                        "dct:description",
                        purpose.sentence()));
        process.put("dpv:hasLegalBasis", basis(purpose.basis()));
        process.put(
                "dpv:hasPersonalData",
                purpose.categories().stream().map(Category::told).toList());
        process.put("dpv:hasStorageCondition", List.of(Map.of("dpv:hasDuration", purpose.retention())));
        process.put("dpv:isImplementedUsingTechnology", said.channel().label());
        return process;
    }

    private static String basis(Basis basis) {
        return switch (basis) {
            case CONSENT -> "eu-gdpr:A6-1-a";
            case CONTRACT -> "eu-gdpr:A6-1-b";
            case LAW -> "eu-gdpr:A6-1-c";
            case LIFE -> "eu-gdpr:A6-1-d";
            case PUBLIC -> "eu-gdpr:A6-1-e";
            case INTEREST -> "eu-gdpr:A6-1-f";
        };
    }

    private static String status(ConsentWord word) {
        return switch (word) {
            case GIVEN -> "dpv:ConsentGiven";
            case WITHDRAWN -> "dpv:ConsentWithdrawn";
            case OBJECTED -> "dpv:ConsentRefused";
        };
    }
}
