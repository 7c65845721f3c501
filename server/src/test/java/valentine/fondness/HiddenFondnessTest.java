package valentine.fondness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import valentine.models.Fondness;
import valentine.models.FondnessJudgement;
import valentine.models.FondnessProof;
import valentine.models.Pieces;
import valentine.simulation.Simulation;

/// How fond the customers of a simulated shop really are is written apart; what they said and did must come near it.
class HiddenFondnessTest {
    private static final LocalDate END = LocalDate.of(2026, 6, 30);

    @TempDir
    Path folder;

    @Test
    void what_is_told_lies_nearer_the_truth_than_the_mean_does() throws IOException {
        new Simulation(2_000, 36, 3, END).write(folder);
        Map<String, Integer> index = new HashMap<>();
        Map<Integer, Double> truth = new HashMap<>();
        rows("truth.csv").forEach(row -> {
            index.put(row.getField("customer"), index.size());
            truth.put(index.get(row.getField("customer")), Double.parseDouble(row.getField("fondness")));
        });
        Pieces pieces = pieces(index);
        double now = Gathered.day(END.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        FondnessJudgement judgement = FondnessJudgement.of(pieces, now, EvidenceKind.defaults());

        FondnessProof proof = judgement.proof();
        assertThat(proof).isNotNull();
        double told = 0;
        double atTheMean = 0;
        double sum = 0;
        double real = 0;
        int inside = 0;
        int known = 0;
        for (int customer = 0; customer < pieces.customers(); customer++) {
            if (pieces.until(customer, now) == pieces.from(customer)) continue;
            double hidden = truth.get(customer);
            var belief = judgement.fondness().told(pieces, customer, now);
            told += surprise(hidden, belief.mean());
            atTheMean += surprise(hidden, judgement.fondness().mean());
            sum += belief.mean();
            real += hidden;
            inside += belief.quantile(0.025) <= hidden && hidden <= belief.quantile(0.975) ? 1 : 0;
            known++;
        }
        assertThat(proof.winner()).isEqualTo(Fondness.Way.EVIDENCE);
        assertThat(proof.gain().high()).isNegative();
        assertThat(told).isLessThan(0.95 * atTheMean);
        // Those who leave are unhappier than their last word, and never say so.
        assertThat(sum / known).isCloseTo(real / known, within(0.12));
        assertThat((double) inside / known).isGreaterThan(0.9);
    }

    private static double surprise(double hidden, double told) {
        return -hidden * Math.log(told) - (1 - hidden) * Math.log1p(-told);
    }

    private Pieces pieces(Map<String, Integer> index) throws IOException {
        List<String> understood = Arrays.asList(Meaning.keys());
        Pieces.Gathering gathering = new Pieces.Gathering();
        for (NamedCsvRecord row : rows("interactions.csv")) {
            String kind = row.getField("kind");
            if (!understood.contains(kind)) continue;
            double day = Gathered.day(LocalDateTime.parse(row.getField("date")).toInstant(ZoneOffset.UTC));
            Meaning.of(kind, "x", row.getField("score"), null)
                    .ifPresent(meaning -> gathering.add(
                            index.getOrDefault(row.getField("customer"), 0),
                            day,
                            meaning.kind().number(),
                            meaning.share()));
        }
        return gathering.pieces();
    }

    private List<NamedCsvRecord> rows(String file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
            return reader.stream().toList();
        }
    }
}
