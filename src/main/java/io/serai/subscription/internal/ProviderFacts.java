package io.serai.subscription.internal;

import io.serai.provider.Heard;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a provider's facts out of its evidence; what it does not say this time is as it was.
 * Periods are instants of ISO 8601, or seconds since 1970.
 */
final class ProviderFacts {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private ProviderFacts() {}

  static Standing.Facts of(Recurring row, Heard heard) {
    Standing.Facts before = row.now().facts();
    return new Standing.Facts(
        before.reference() == null ? text(heard, "provider_reference") : before.reference(),
        said(text(heard, "redirect"), before.approvalUrl()),
        said(text(heard, "provider_state"), before.providerState()),
        said(instant(heard, "period_start"), before.periodStart()),
        said(instant(heard, "period_end"), before.periodEnd()));
  }

  private static <T> @Nullable T said(@Nullable T now, @Nullable T before) {
    return now == null ? before : now;
  }

  private static @Nullable String text(Heard heard, String name) {
    String text = heard.text(name);
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Instant instant(Heard heard, String name) {
    String text = heard.text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return SECONDS.matcher(text).matches()
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null; // a time that nobody can read is no time
    }
  }
}
