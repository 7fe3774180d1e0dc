package io.serai.journal;

import io.serai.payment.SeraiException;

/**
 * What became of one work of a group.
 *
 * @param <R> what is told of a work
 */
public sealed interface GroupResult<R> {

  /**
   * It is on disk.
   *
   * @param what what is told
   */
  record Done<R>(R what) implements GroupResult<R> {}

  /**
   * Nothing of it was written, and it is not tried again.
   *
   * @param why what is told
   */
  record Failed<R>(SeraiException why) implements GroupResult<R> {}

  /** It cannot be done beside another of this group: it goes before the others into the next. */
  record Later<R>() implements GroupResult<R> {}
}
