package io.serai.journal;

import io.serai.payment.SeraiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GroupCommit} does with its groups. Called by several threads at once; a group is
 * called with by one.
 *
 * @param <W> a work
 * @param <R> what is told of it
 */
public interface GroupWork<W, R> {

  /** Works of one lane are done in the order in which they came, one a group. */
  Object lane(W work);

  /**
   * Does a group in one transaction. After an exception nothing of it may be written, but for a
   * broken connection, where {@link #lookup} tells; it may be called again with a part of the
   * group.
   *
   * @param connection one that commits by itself
   * @return the results, in the order of the works
   */
  List<GroupResult<R>> apply(Connection connection, List<W> group) throws SQLException;

  /**
   * What became of works whose connection broke.
   *
   * @return in the order of the works, what is told of each, or null for one that was not written
   */
  List<@Nullable R> lookup(Connection connection, List<W> group) throws SQLException;

  /**
   * The connection broke in the middle of a group: until {@link #lookup} is answered its lanes
   * stand still. For whoever can answer in another way meanwhile; does not block.
   */
  default void broken() {}

  /** What is told of a work that finds the queue full. */
  SeraiException full();

  /** What is told of a work that provably was not written, because the database is away. */
  SeraiException unavailable(@Nullable SQLException cause);

  /** What is told of a work that the database, or {@link #apply}, refuses by itself. */
  SeraiException refused(W work, Exception cause);
}
