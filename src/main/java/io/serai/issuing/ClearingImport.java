package io.serai.issuing;

import io.serai.issuing.internal.ClearingReader;
import io.serai.issuing.internal.ClearingRows;
import io.serai.issuing.internal.ClearingText;
import io.serai.payment.ErrorCode;
import io.serai.payment.Ids;
import io.serai.payment.SeraiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes a clearing file of a card network in: reads it, checks that it is whole, and leaves its
 * records to the hub's workers, which book them. A file that ends early, or whose trailers say
 * something else than its records, is refused and nothing of it is booked; the same file again
 * changes nothing. Card numbers are hashed as they are read. Blocking, thread-safe; needs no
 * running hub.
 */
public final class ClearingImport {

  private final DataSource database;
  private final CardTokens tokens;
  private final UnaryOperator<String> keyed;
  private final Ids ids;
  private final Clock clock;

  /**
   * An import into a database.
   *
   * @param tokens by what cards are known
   * @param keyed a keyed hash, by which a file is known again
   */
  public ClearingImport(
      DataSource database, CardTokens tokens, UnaryOperator<String> keyed, Ids ids, Clock clock) {
    this.database = database;
    this.tokens = tokens;
    this.keyed = keyed;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Reads a file in UTF-8.
   *
   * @param tenant whose cards it is about
   * @param operator who sends it, for the record
   * @param progress hears how far it is, on this thread
   * @return how it stands; what is not put aside waits to be booked
   * @throws SeraiException if it is refused; {@code STATE_CONFLICT} if a file of this name was
   *     taken before and says something else
   */
  public ClearingReport read(
      InputStream csv, String tenant, String operator, Consumer<String> progress) {
    if (!tenant.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw SeraiException.invalid("tenant", "must be lower-case letters, digits and dashes");
    }
    try (ClearingText text = new ClearingText(csv)) {
      ClearingReader reader = new ClearingReader(text, tokens::of, progress);
      ClearingRows rows = new ClearingRows(database, clock, ids.next("clr_"), tenant);
      rows.begin(reader.file(), operator);
      try {
        reader.readInto(rows);
      } catch (SeraiException e) {
        rows.leave("refused", reader.records(), String.valueOf(e.getMessage()));
        throw e;
      }
      String digest = keyed.apply(text.digest());
      if (!rows.take(digest, reader.records())) {
        repeated(rows, reader, digest);
      }
      return new ClearingFiles(JdbcClient.create(database)).report(tenant, reader.file());
    } catch (IOException e) {
      throw new UncheckedIOException("the file cannot be read", e);
    }
  }

  private static void repeated(ClearingRows rows, ClearingReader reader, String digest) {
    boolean same = rows.digestOf(reader.file()).map(digest::equals).orElse(false);
    rows.leave("repeated", reader.records(), same ? "the same file" : "another file");
    if (!same) {
      throw new SeraiException(
          ErrorCode.STATE_CONFLICT,
          "file: a file "
              + reader.file()
              + " was taken before and says something else; nothing of this one is booked");
    }
  }
}
