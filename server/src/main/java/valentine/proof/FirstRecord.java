package valentine.proof;

import java.util.Optional;
import org.springframework.stereotype.Component;
import valentine.health.Scores;
import valentine.history.Follower;
import valentine.intake.Imports;
import valentine.team.Firms;

/// Works the track record out as soon as everybody was scored for the first time, and when the firm's settings changed.
@Component
class FirstRecord implements Follower {
    private final TrackRecords records;
    private final Scores scores;
    private final Firms firms;
    private final Imports imports;

    FirstRecord(TrackRecords records, Scores scores, Firms firms, Imports imports) {
        this.records = records;
        this.scores = scores;
        this.firms = firms;
        this.imports = imports;
    }

    @Override
    public boolean follow() {
        Optional<Kept> kept = records.latest();
        boolean stands = kept.isPresent() && kept.get().fits(firms.ours());
        if (!stands && scores.anybody() && !imports.running()) records.make();
        return false;
    }
}
