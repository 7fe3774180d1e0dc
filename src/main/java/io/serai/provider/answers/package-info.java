/**
 * Watches what providers' answers are made of (S1.45): a field that is new, or of another type or
 * form than it was declared or learned to be, raises an alarm. It looks behind the payment's back,
 * and nothing that it finds or fails at reaches a payment.
 */
@NullMarked
package io.serai.provider.answers;

import org.jspecify.annotations.NullMarked;
