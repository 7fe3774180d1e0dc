package io.serai.issuing.cards;

import io.serai.issuing.CardPage;
import io.serai.issuing.CardView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to a card, in pages. Blocking. */
public final class History {

  /** The most entries of a page. */
  public static final int MOST = 200;

  /** The entries of a page unless something else is asked for. */
  public static final int USUAL = 50;

  private final CardRows rows;
  private final EventRows events;

  /** The history in rows. */
  public History(CardRows rows, EventRows events) {
    this.rows = rows;
    this.events = events;
  }

  /** A page, newest first. */
  public CardPage page(@Nullable String tenant, String id, @Nullable String after, int limit) {
    Asked.checked("limit", limit, MOST);
    CardView card = rows.view(tenant, id);
    List<CardPage.Entry> found = events.before(card, Cursor.seq(id, after), limit + 1);
    if (found.size() <= limit) {
      return new CardPage(id, found, null);
    }
    List<CardPage.Entry> page = found.subList(0, limit);
    return new CardPage(id, page, Cursor.of(id, page.get(limit - 1).seq()));
  }
}
