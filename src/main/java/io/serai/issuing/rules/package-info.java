/**
 * Card programs and authorization rules as {@code issuing.yaml} says them (S4.3): read, checked,
 * and applied under the account's row lock.
 */
@NullMarked
package io.serai.issuing.rules;

import org.jspecify.annotations.NullMarked;
