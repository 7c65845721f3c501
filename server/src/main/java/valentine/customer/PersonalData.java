package valentine.customer;

import java.util.Collection;

/// What a module keeps of people: it counts it, hands it out and forgets it.
///
/// Every module that keeps anything of people has one such bean; [Holdings] makes it of statements. It is always asked
/// for a customer as a whole: for all profiles of a head, the head's own among them.
public interface PersonalData {
    /// Says in plain words what is kept, such as "What happened".
    String part();

    /// Smaller is forgotten first: what happened and who somebody is come last, for by them the others find what is
    /// theirs.
    default int order() {
        return 0;
    }

    /// How many rows or things are kept of these profiles.
    long count(Collection<CustomerId> profiles);

    /// Lays down all of it, and nothing of anybody else; what is read is of one moment.
    void export(Collection<CustomerId> profiles, Copy copy);

    /// Removes it for ever and returns how much that was; it belongs to the caller's transaction. Asked again it finds
    /// what came meanwhile, mostly nothing. What is remembered outside the database goes when the transaction does.
    long forget(Collection<CustomerId> profiles);
}
