package valentine.customer;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who is whom: finds or makes the customers of whom messages speak.
@Service
public class Identity {
    /// The profile under which each message is kept, in the order given; makes and joins whom it must. It belongs to
    /// the caller's transaction.
    @Transactional
    public List<CustomerId> resolve(List<Mention> mentions) {
        throw new UnsupportedOperationException();
    }

    /// Whose profile this is.
    public CustomerId headOf(CustomerId profile) {
        throw new UnsupportedOperationException();
    }

    /// All profiles of a customer.
    public List<CustomerId> profiles(CustomerId head) {
        throw new UnsupportedOperationException();
    }
}
