package valentine.health;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import valentine.customer.CustomerId;
import valentine.staying.Judgement;
import valentine.staying.Known;
import valentine.staying.Movement;
import valentine.staying.Past;
import valentine.staying.Standing;
import valentine.team.Firm;
import valentine.team.Firms;
import valentine.transparency.Category;
import valentine.transparency.DataUses;
import valentine.transparency.Purposes;

/// How everybody stands.
@Service
public class Scores {
    private static final Logger LOGGER = LoggerFactory.getLogger(Scores.class);
    private static final int PAIL_MONTHS = 24;
    private static final int BEFORE = 30;
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7130010)";

    private final RunTable runs;
    private final StandingTable standings;
    private final PurchaseStream purchases;
    private final PlaceTable places;
    private final Firms firms;
    private final DataUses uses;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final TransactionTemplate turns;
    private final TransactionTemplate oneSnapshot;

    Scores(
            RunTable runs,
            StandingTable standings,
            PurchaseStream purchases,
            PlaceTable places,
            Firms firms,
            DataUses uses,
            Clock clock,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.runs = runs;
        this.standings = standings;
        this.purchases = purchases;
        this.places = places;
        this.firms = firms;
        this.uses = uses;
        this.clock = clock;
        this.jdbc = jdbc;
        this.turns = new TransactionTemplate(transactions);
        this.oneSnapshot = new TransactionTemplate(transactions);
        this.oneSnapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// Judges anew by everything until now and scores everybody. Readers see the old standings until all are there;
    /// two at once wait for each other.
    public void everybody() {
        // The turn is waited for outside: a snapshot taken before the wait would not know what the one before us did.
        turns.executeWithoutResult(_ -> {
            jdbc.sql(LOCK).query((_, _) -> true).single();
            oneSnapshot.executeWithoutResult(_ -> run());
        });
    }

    /// Whether anybody was scored yet.
    public boolean anybody() {
        return runs.latest().isPresent();
    }

    private void run() {
        String ended = runs.ended();
        Firm firm = firms.ours();
        LocalDate today = LocalDate.ofInstant(clock.instant(), firm.zone());
        var read = purchases.everybody(firm, today);
        standings.begin();
        Ledger ledger = new Ledger();
        if (read.past().firstDay() <= read.past().lastDay()) {
            score(firm, PurchaseStream.asOf(today, read.past()), read, ledger);
        }
        standings.publish();
        standings.add(ledger);
        runs.moveTo(ended);
    }

    private void score(Firm firm, LocalDate asOf, PurchaseStream.Purchases read, Ledger ledger) {
        Instant now = clock.instant();
        Judgement judgement = Judgement.of(read.past(), (int) asOf.toEpochDay(), firm.horizonDays());
        Run run = new Run(
                0,
                asOf,
                firm.horizonDays(),
                firm.zone().getId(),
                firm.currency().getCurrencyCode(),
                now,
                judgement.outlook(),
                judgement.proof(),
                judgement.notes());
        long id = runs.add(run);
        Writer writer = new Writer(true, id, now, asOf, firm.horizonDays(), ledger);
        judgement.everybody().each((customer, standing) -> writer.write(read, customer, standing));
        writer.flush();
        uses.record(new DataUses.Run(
                DataUses.Act.SCORED,
                List.of(Category.PURCHASES, Category.FEEDBACK),
                Purposes.CARE,
                "program",
                judgement.everybody().size(),
                "score run " + id));
        LOGGER.info("Scored {} customers as of {}", judgement.everybody().size(), asOf);
    }

    /// Scores the customers of these profiles again by what the last run learned, in the caller's transaction.
    void some(Run run, Collection<CustomerId> profiles) {
        Firm firm = firms.ours();
        LocalDate today = LocalDate.ofInstant(clock.instant(), firm.zone());
        Set<CustomerId> heads = purchases.heads(profiles);
        var read = purchases.of(heads, firm, today);
        Ledger ledger = new Ledger();
        // Who is no longer a customer of his own stands nowhere.
        Set<CustomerId> standing = new HashSet<>(profiles);
        standing.addAll(heads);
        standings.takeOut(standing, ledger);
        LocalDate newest = run.asOf();
        if (read.past().lastDay() > newest.toEpochDay()) {
            newest = LocalDate.ofEpochDay(read.past().lastDay());
        }
        LocalDate asOf = Run.asOf(today, newest);
        int day = (int) asOf.toEpochDay();
        Writer writer = new Writer(false, run.id(), clock.instant(), asOf, run.horizon(), ledger);
        for (int i = 0; i < read.size(); i++) {
            Known known = read.past().known(i, day);
            if (known != null) {
                Known before = read.past().known(i, day - BEFORE);
                writer.write(read, i, run.outlook().standing(known, before, day));
            }
        }
        writer.flush();
        standings.add(ledger);
        places.some(standing);
    }

    /// Writes rows and keeps the sums.
    private final class Writer {
        private final StandingTable.Copy standingRows;
        private final StandingTable.Copy movementRows;
        private final StandingTable.Stamp stamp;
        private final LocalDate oldestMonth;
        private final int horizon;
        private final Ledger ledger;

        private Writer(boolean everybody, long run, Instant now, LocalDate asOf, int horizon, Ledger ledger) {
            this.standingRows = standings.standings(everybody);
            this.movementRows = standings.movements(everybody);
            this.stamp = new StandingTable.Stamp(run, now.toString(), asOf);
            this.oldestMonth = asOf.withDayOfMonth(1).minusMonths(PAIL_MONTHS - 1);
            this.horizon = horizon;
            this.ledger = ledger;
        }

        private void write(PurchaseStream.Purchases read, int index, Standing standing) {
            CustomerId customer = read.customer(index);
            BigDecimal yearly = Ledger.cents(standing.yearlyValue());
            standingRows.standing(customer, stamp, standing);
            ledger.stands(1, standing.band(), yearly, Ledger.cents(standing.atRisk()));
            move(read.past(), index, customer, yearly);
            if (standingRows.isFull()) {
                flush();
            }
        }

        private void move(Past past, int index, CustomerId customer, BigDecimal yearly) {
            Set<Ledger.Flow> flows = new HashSet<>();
            for (Movement movement : Movement.of(past, index, (int) stamp.asOf().toEpochDay(), horizon)) {
                LocalDate month = LocalDate.ofEpochDay(movement.day()).withDayOfMonth(1);
                // With a short horizon somebody may leave twice in a month; that is one customer all the same.
                if (!month.isBefore(oldestMonth) && flows.add(new Ledger.Flow(month, movement.way()))) {
                    Ledger.Flow flow = new Ledger.Flow(month, movement.way());
                    movementRows.movement(flow, customer, yearly);
                    ledger.moved(1, flow, yearly);
                }
            }
        }

        private void flush() {
            standingRows.flush();
            movementRows.flush();
        }
    }
}
