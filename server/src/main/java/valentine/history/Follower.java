package valentine.history;

/// Somebody who follows the history and keeps how far he came in his own schema.
///
/// Follow `history.stream` by `tx` (index `interaction_tx`), only rows with
/// `tx < pg_snapshot_xmin(pg_current_snapshot())`, and never by `id`: a smaller number can be committed after a larger
/// one. Move your place in the transaction of your effect: then that effect happens exactly once and no late commit is
/// skipped.
public interface Follower {
    /// Takes what is new, and says whether more may be waiting.
    boolean follow();
}
