package valentine.factor;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Seals at the start what an earlier version, or one without a master key, kept of apps in clear.
@Component
class AppSealing implements SmartInitializingSingleton {
    private final Apps apps;

    AppSealing(Apps apps) {
        this.apps = apps;
    }

    @Override
    public void afterSingletonsInstantiated() {
        apps.sealAll();
    }
}
