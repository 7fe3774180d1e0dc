package io.serai.resolution.internal;

import io.serai.notice.Notice;
import io.serai.notice.NoticeHandler;
import io.serai.notice.NoticeResult;
import io.serai.notice.NoticeScheme;
import io.serai.notice.PaymentNames;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Notices about payments: reads them, finds the payment, and lets {@link NewsDesk} judge. */
final class PaymentNotices implements NoticeHandler {

  private final NewsDesk desk;
  private final List<PaymentNames> names;
  private final Executor worker;

  /**
   * A handler.
   *
   * @param names who knows payments by what providers call them
   * @param worker runs what blocks on the database
   */
  PaymentNotices(NewsDesk desk, List<PaymentNames> names, Executor worker) {
    this.desk = desk;
    this.names = List.copyOf(names);
    this.worker = worker;
  }

  @Override
  public boolean takes(NoticeScheme scheme, String kind) {
    return switch (scheme) {
      case STRIPE -> StripeNews.kinds().contains(kind);
      case PAYPAL -> PayPalNews.kinds().contains(kind);
      case APP_STORE, GOOGLE_PLAY -> false;
    };
  }

  @Override
  public CompletableFuture<NoticeResult> apply(Notice notice) {
    PaymentNews news =
        switch (notice.scheme()) {
          case STRIPE -> StripeNews.of(notice);
          case PAYPAL -> PayPalNews.of(notice);
          case APP_STORE, GOOGLE_PLAY -> null;
        };
    return news == null
        ? CompletableFuture.completedFuture(NoticeResult.kept("unreadable"))
        : CompletableFuture.supplyAsync(() -> hear(news), worker);
  }

  private NoticeResult hear(PaymentNews news) {
    String known = news.payment();
    return Optional.ofNullable(known)
        .or(() -> named(news))
        .map(payment -> desk.hear(news.of(payment)))
        .orElseGet(() -> desk.ofNobody(news));
  }

  private Optional<String> named(PaymentNews news) {
    return Stream.of(news.other(), news.reference())
        .filter(name -> !name.isEmpty())
        .flatMap(name -> names.stream().map(who -> who.payment(news.provider(), name)))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
