package valentine.channel;

import java.util.Optional;
import valentine.customer.CustomerId;

/// Says when a customer is to be left in peace for now; beans of later words. Asks and sales wait meanwhile.
public interface Hush {
    /// Why, in words for our members; nothing when he may be asked.
    Optional<String> why(CustomerId customer);
}
