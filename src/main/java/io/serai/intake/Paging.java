package io.serai.intake;

import io.serai.payment.SeraiException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists that are told page by page: how many at once, and from where the next page goes on. */
public final class Paging {

  private Paging() {}

  /**
   * How many are told at once.
   *
   * @throws SeraiException naming the parameter {@code limit}
   */
  public static int limit(int asked, int most) {
    if (asked < 1 || asked > most) {
      throw SeraiException.invalid("limit", "must be 1 to " + most);
    }
    return asked;
  }

  /** What to send as {@code after} for those that follow; null where a page was not full. */
  public static <T, I> @Nullable I next(List<T> page, int limit, Function<T, I> id) {
    return page.size() < limit ? null : id.apply(page.get(page.size() - 1));
  }
}
