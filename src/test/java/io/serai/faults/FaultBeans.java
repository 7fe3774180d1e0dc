package io.serai.faults;

import io.serai.issuing.CardAccounts;
import io.serai.journal.Commit;
import io.serai.journal.CommitResult;
import io.serai.journal.Journal;
import io.serai.payment.EventKind;
import io.serai.payment.Operation;
import io.serai.payment.Outcome;
import io.serai.payment.SendBy;
import io.serai.provider.Attempts;
import io.serai.provider.Provider;
import io.serai.provider.ProviderCall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Puts the points where a process can be made to end around the hub's beans, and the clock in the
 * place of the hub's. The hub itself knows nothing of them.
 *
 * @param clock the clock that every bean gets
 * @param points where to end
 */
record FaultBeans(ShiftedClock clock, FaultPoints points) implements BeanPostProcessor {

  /** By then a request is on the wire; a provider that answers late has not answered it. */
  private static final int SENT_MILLIS = 150;

  private static final String LOOK = "select * from serai_card_look";
  private static final String MARK = "update journal_epoch set mark";

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof Clock) {
      return clock;
    }
    if (bean instanceof Journal journal) {
      return watched(journal);
    }
    if (bean instanceof CardAccounts accounts && name.equals("cardAccounts")) {
      return watched(accounts);
    }
    // Not what it is made of, which others want by its own class.
    if (bean instanceof Attempts attempts && name.equals("attempts")) {
      return watched(attempts);
    }
    return bean instanceof DataSource database ? watched(database) : bean;
  }

  private Journal watched(Journal journal) {
    return (Journal)
        Proxy.newProxyInstance(
            Journal.class.getClassLoader(),
            new Class<?>[] {Journal.class},
            (proxy, method, arguments) -> {
              Object result = call(journal, method, arguments);
              return method.getName().equals("commit")
                  ? committed((Commit) arguments[0], (CompletableFuture<?>) result)
                  : result;
            });
  }

  private CompletableFuture<?> committed(Commit commit, CompletableFuture<?> result) {
    boolean intent =
        commit.claim() != null
            && commit.entries().stream().anyMatch(e -> e.kind() == EventKind.ATTEMPT_STARTED);
    return result.thenApply(
        what -> {
          if (intent && what == CommitResult.COMMITTED) {
            points.pass(FaultPoint.AFTER_INTENT);
          }
          return what;
        });
  }

  private CardAccounts watched(CardAccounts accounts) {
    return work ->
        accounts
            .commit(work)
            .thenApply(
                done -> {
                  if (done.decision().approved() && !done.replay()) {
                    points.pass(FaultPoint.AFTER_DECISION);
                  }
                  return done;
                });
  }

  private Attempts watched(Attempts attempts) {
    return new Attempts() {
      @Override
      public CompletableFuture<Outcome> send(Provider provider, ProviderCall call, SendBy sendBy) {
        return FaultBeans.this.send(attempts, provider, call, sendBy);
      }

      @Override
      public boolean bypasses(Provider provider, String key) {
        return attempts.bypasses(provider, key);
      }
    };
  }

  private CompletableFuture<Outcome> send(
      Attempts attempts, Provider provider, ProviderCall call, SendBy sendBy) {
    CompletableFuture<Outcome> outcome = attempts.send(provider, call, sendBy);
    boolean reversal = call.operation() == Operation.REVERSAL;
    if (!reversal && points.isNow(FaultPoint.AFTER_SEND)) {
      CompletableFuture.delayedExecutor(SENT_MILLIS, TimeUnit.MILLISECONDS)
          .execute(() -> Runtime.getRuntime().halt(FaultPoints.KILLED));
    }
    return outcome.thenApply(
        what -> {
          points.pass(reversal ? FaultPoint.IN_REVERSAL : FaultPoint.AFTER_ANSWER);
          return what;
        });
  }

  /** The relay moves its mark by one statement, which it prepares once Kafka has acknowledged. */
  private DataSource watched(DataSource database) {
    return new DelegatingDataSource(database) {
      @Override
      public Connection getConnection() throws SQLException {
        return watched(super.getConnection());
      }
    };
  }

  private Connection watched(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && String.valueOf(arguments[0]).startsWith(MARK)) {
                points.pass(FaultPoint.AFTER_KAFKA);
              }
              if (method.getName().equals("prepareStatement")
                  && String.valueOf(arguments[0]).startsWith(LOOK)) {
                points.pass(FaultPoint.BEFORE_DECISION);
              }
              return call(connection, method, arguments);
            });
  }

  private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
