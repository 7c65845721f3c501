package valentine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import valentine.db.CannotStart;

/// Every option also from the environment (`--database-url` is VALENTINE_DATABASE_URL), else from a file of
/// properties (`database-url = …`) that VALENTINE_CONFIG names or that lies in the user's configuration folder.
final class Defaults implements IDefaultValueProvider {
    private final Properties file = new Properties();

    Defaults() {
        Path path = path();
        if (Files.exists(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CannotStart("The configuration file " + path + " cannot be read: " + e.getMessage() + ".", e);
            }
        } else if (System.getenv("VALENTINE_CONFIG") != null) {
            throw new CannotStart("VALENTINE_CONFIG names " + path + ", which does not exist.");
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = option.longestName().replaceFirst("^--", "");
        String environment =
                System.getenv("VALENTINE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return environment == null ? file.getProperty(name) : environment;
    }

    private static Path path() {
        String named = System.getenv("VALENTINE_CONFIG");
        if (named != null) {
            return Path.of(named);
        }
        String xdg = System.getenv("XDG_CONFIG_HOME");
        Path home = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(xdg);
        return home.resolve("valentine.properties");
    }
}
