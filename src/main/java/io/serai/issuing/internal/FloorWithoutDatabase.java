package io.serai.issuing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.issuing.AccountWork;
import io.serai.issuing.CardProgram;
import io.serai.issuing.CardPrograms;
import io.serai.issuing.CardRequest;
import io.serai.payment.Money;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Approves up to the floor limit of the program that a card number belongs to, where the program
 * wants it ({@code without_database}, off by default). Nothing is known of the card and its
 * account.
 *
 * @param json how lines are written and read
 * @param programs what is counted once it is booked
 */
record FloorWithoutDatabase(ObjectMapper json, CardPrograms programs) implements OfflineRules {

  @Override
  public @Nullable Approved approve(AccountWork work) {
    if (!(work.standIn() instanceof StandIn standIn)) {
      return null;
    }
    CardProgram program = standIn.byNumber();
    CardRequest request = standIn.request();
    if (program == null
        || !program.standIn().withoutDatabase()
        || !program.tenant().equals(request.origin().tenant())) {
      return null;
    }
    OptionalLong minor = minor(program, request);
    if (minor.isEmpty() || minor.getAsLong() > program.standIn().floorMinor()) {
      return null;
    }
    var expiresAt = Holds.expiry(Optional.of(program), request, request.arrivedAt());
    SpoolLine line = new SpoolLine(request, standIn.fresh(), minor.getAsLong(), expiresAt);
    try {
      return new Approved(line.told(), json.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request must be writable as JSON", e);
    }
  }

  private static OptionalLong minor(CardProgram program, CardRequest request) {
    Money billing = request.billing();
    if (billing != null && billing.currency().equals(program.currency())) {
      return OptionalLong.of(billing.minor());
    }
    return request.amount().currency().equals(program.currency())
        ? OptionalLong.of(request.amount().minor())
        : OptionalLong.empty();
  }

  @Override
  public AccountWork advice(String line) {
    SpoolLine read;
    try {
      read = json.readValue(line, SpoolLine.class);
    } catch (JsonProcessingException e) {
      // Its message would quote the line.
      throw new IllegalArgumentException("a line of the spool is no approval");
    }
    CardRequest request = read.request();
    return new AccountWork(
        new AccountWork.ByToken(request.token()),
        request.key(),
        request.fingerprint(),
        request.wishes().incremental() ? request.originalKey() : null,
        request.origin(),
        null,
        new Spooled(read, programs),
        null);
  }
}
