package valentine.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// The connections of this process to its database, handed out again and again.
public final class Connections extends HikariDataSource {
    private static final int MOST = 16;
    private static final int FEW = 4;

    public Connections(Database database) {
        super(config(database));
    }

    /// A few for work one after the other; whoever asks for one first hears that the database is away.
    static HikariDataSource few(Database database) {
        HikariConfig config = config(database);
        config.setMaximumPoolSize(FEW);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Patience patience = Patience.ofThisThread();
        if (patience == null) return super.getConnection();
        if (patience.isSpent()) throw new SQLTransientConnectionException("The database did not answer in time");
        long began = System.nanoTime();
        try {
            Connection connection = super.getConnection();
            patience.spend(System.nanoTime() - began);
            // The pool takes it back when the connection is returned.
            connection.setNetworkTimeout(Runnable::run, patience.statementMillis());
            return connection;
        } catch (SQLTransientConnectionException e) {
            patience.spend(System.nanoTime() - began);
            throw e;
        }
    }

    private static HikariConfig config(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(MOST);
        config.setConnectionTimeout(Patience.FOR_CONNECTIONS.toMillis());
        config.setValidationTimeout(1_000);
        config.addDataSourceProperty("loginTimeout", "4");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "valentine");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }
}
