package valentine.proof;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.backtest.Backtest;
import valentine.backtest.TrackRecord;
import valentine.health.PurchaseStream;
import valentine.staying.Hindsight;
import valentine.staying.Judgement;
import valentine.staying.Past;
import valentine.team.Firm;
import valentine.team.Firms;

/// How the score would have done on earlier days of the firm's own past.
@Service
public class TrackRecords {
    static final int CUTS = 6;
    private static final Logger LOGGER = LoggerFactory.getLogger(TrackRecords.class);

    /// More people make the intervals hardly narrower, and the work much longer.
    private static final int MOST_CUSTOMERS = 100_000;

    private final RecordTable table;
    private final PurchaseStream purchases;
    private final Firms firms;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final AtomicBoolean underWay = new AtomicBoolean();

    TrackRecords(
            RecordTable table, PurchaseStream purchases, Firms firms, Clock clock, TransactionTemplate transactions) {
        this.table = table;
        this.purchases = purchases;
        this.firms = firms;
        this.clock = clock;
        this.transactions = transactions;
    }

    /// Works it out anew, unless that is under way.
    public void make() {
        if (!underWay.compareAndSet(false, true)) return;
        try {
            workOut();
        } finally {
            underWay.set(false);
        }
    }

    /// The same beside whatever the caller does.
    void start() {
        Thread.ofVirtual().name("track record").start(() -> {
            try {
                make();
            } catch (RuntimeException e) {
                LOGGER.error("The track record could not be worked out", e);
            }
        });
    }

    boolean isUnderWay() {
        return underWay.get();
    }

    Optional<Kept> latest() {
        return table.latest();
    }

    /// What it says; empty where another has taken its place meanwhile.
    Optional<TrackRecord> of(Kept kept) {
        return table.record(kept.id());
    }

    private void workOut() {
        Instant begun = clock.instant();
        Firm firm = firms.ours();
        LocalDate today = LocalDate.ofInstant(begun, firm.zone());
        var read = transactions.execute(_ -> purchases.everybody(firm, today));
        int oneIn = Math.max(1, Math.ceilDiv(read.size(), MOST_CUSTOMERS));
        Past past = oneIn == 1 ? read.past() : read.past().every(oneIn);
        if (past.firstDay() > past.lastDay()) return;
        LocalDate asOf = PurchaseStream.asOf(today, past);
        TrackRecord record = Backtest.of(past, (int) asOf.toEpochDay(), firm.horizonDays(), CUTS);
        Hindsight latest = record.cuts().isEmpty() ? null : hindsight(past, record);
        Instant finished = clock.instant();
        transactions.executeWithoutResult(_ -> {
            long id = table.add(
                    new Kept(
                            0,
                            firm.horizonDays(),
                            firm.zone().getId(),
                            firm.currency().getCurrencyCode(),
                            finished,
                            Duration.between(begun, finished).toMillis(),
                            latest == null ? null : LocalDate.ofEpochDay(latest.day()),
                            record.horizon(),
                            oneIn),
                    record,
                    asOf);
            if (latest == null) return;
            RecordTable.Rows rows = table.rows(id);
            double[] score = latest.score();
            boolean[] came = latest.came();
            for (int i = 0; i < latest.size(); i++) {
                rows.add(
                        read.customer(latest.customer(i) * oneIn),
                        score[i],
                        latest.ordersBefore(i),
                        latest.silence(i),
                        came[i]);
            }
            rows.flush();
        });
        LOGGER.info("The track record stands, as of {}", asOf);
    }

    private static Hindsight hindsight(Past past, TrackRecord record) {
        int day = (int) record.cuts().getLast().day().toEpochDay();
        return Hindsight.of(past, Judgement.of(past, day, record.horizon()));
    }
}
