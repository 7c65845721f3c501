package valentine.event;

import org.springframework.stereotype.Component;

/// What came last, as it comes.
@Component
class Tail {
    void tell(Delivery delivery) {}
}
