package io.serai.notice;

import org.jspecify.annotations.Nullable;

/**
 * What a room made of a notice.
 *
 * @param end what becomes of the notice
 * @param code why, for people and statistics, such as {@code case_due}
 * @param subject what it concerned here, such as a payment's id, or null
 * @param reference what the provider calls that, or null; later notices are found by it
 */
public record NoticeResult(
    End end, String code, @Nullable String subject, @Nullable String reference) {

  /** What becomes of a notice. */
  public enum End {
    /** It is done with. */
    APPLIED,
    /** It concerns nothing here; it is kept, and may be applied again by hand. */
    KEPT,
    /** It cannot be applied just now, and is tried again. */
    LATER
  }

  /** It is done with. */
  public static NoticeResult applied(
      String code, @Nullable String subject, @Nullable String reference) {
    return new NoticeResult(End.APPLIED, code, subject, reference);
  }

  /** It concerns nothing here. */
  public static NoticeResult kept(String code) {
    return new NoticeResult(End.KEPT, code, null, null);
  }

  /** It is tried again. */
  public static NoticeResult later(String code) {
    return new NoticeResult(End.LATER, code, null, null);
  }
}
