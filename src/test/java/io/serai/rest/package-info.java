/** Tests of the REST entry over real sockets. */
@NullMarked
package io.serai.rest;

import org.jspecify.annotations.NullMarked;
