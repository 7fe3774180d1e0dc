/**
 * Cards for programs (S4.5): giving them out, stopping and replacing them, their history, and
 * top-ups; behind the steps {@code cards:} of routes.
 */
@NullMarked
package io.serai.issuing.cards;

import org.jspecify.annotations.NullMarked;
