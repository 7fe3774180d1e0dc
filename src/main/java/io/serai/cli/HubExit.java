package io.serai.cli;

import io.serai.client.ApprovedOrder;
import io.serai.client.Charge;
import io.serai.client.HubErrorException;
import io.serai.client.NoAnswerException;
import io.serai.client.Receipt;
import io.serai.client.Refund;
import io.serai.client.SeraiClientException;
import io.serai.payment.ErrorCode.Category;

/** Exit codes of the commands that ask a running hub; README and {@code --help} list them. */
final class HubExit {

  static final int DONE = 0;
  static final int NO = 1;
  static final int WRONG = 2;
  static final int NOT_KNOWN_YET = 3;
  static final int NO_ANSWER = 4;
  static final int NOT_NOW = 5;

  private HubExit() {}

  static int of(Charge charge) {
    return switch (charge.state()) {
      case APPROVED, PARTIALLY_REFUNDED, REFUNDED -> DONE;
      case DECLINED, REVERSED, EXPIRED, FAILED -> NO;
      case UNKNOWN, PENDING, OTHER -> NOT_KNOWN_YET;
    };
  }

  static int of(Refund refund) {
    return switch (refund.state()) {
      case SUCCEEDED -> DONE;
      case DECLINED, FAILED -> NO;
      case UNKNOWN, PENDING, OTHER -> NOT_KNOWN_YET;
    };
  }

  static int of(Receipt receipt) {
    return switch (receipt.state()) {
      case VERIFIED -> DONE;
      case REFUSED, ENDED -> NO;
      case UNKNOWN, PENDING, OTHER -> NOT_KNOWN_YET;
    };
  }

  static int of(ApprovedOrder order) {
    return switch (order.status()) {
      case APPROVED, CAPTURING, CAPTURED, ORDERED -> DONE;
      case REFUNDING, REFUNDED, FAILED, EXPIRED -> NO;
      case CREATED, WAITING_FOR_APPROVAL, BY_HAND, OTHER -> NOT_KNOWN_YET;
    };
  }

  static int of(SeraiClientException failure) {
    if (failure instanceof HubErrorException said) {
      return said.errorCode().map(code -> of(code.category())).orElseGet(() -> byStatus(said));
    }
    return failure instanceof NoAnswerException none && none.mayBeSentAgain() ? NO_ANSWER : WRONG;
  }

  private static int of(Category category) {
    return switch (category) {
      case DECLINED, CONFLICT -> NO;
      case INVALID, NOT_FOUND, UNAUTHORIZED -> WRONG;
      case UNAVAILABLE -> NOT_NOW;
      case OPERATOR -> NO_ANSWER;
    };
  }

  /** A code that is newer than this command. */
  private static int byStatus(HubErrorException said) {
    return said.mayHaveHappened() ? NO_ANSWER : NO;
  }
}
