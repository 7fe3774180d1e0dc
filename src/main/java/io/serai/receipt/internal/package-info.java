/** Receipts in PostgreSQL. */
@NullMarked
package io.serai.receipt.internal;

import org.jspecify.annotations.NullMarked;
