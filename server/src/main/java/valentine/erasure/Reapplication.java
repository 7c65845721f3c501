package valentine.erasure;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Before anybody is served: erases again what a restored backup brought back, and goes on with what was cut off.
@Component
class Reapplication implements SmartInitializingSingleton {
    private final Erasures erasures;

    Reapplication(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public void afterSingletonsInstantiated() {
        erasures.reapply();
        erasures.resume();
    }
}
