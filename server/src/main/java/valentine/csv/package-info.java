/// How a file of rows that anybody made is read.
///
/// [CsvFile] finds out encoding, compression, delimiter and header from the file's beginning and streams its rows;
/// [Mapping] guesses which column means which [Field] of a [Kind] and can be corrected; [OrderLines], [CustomerLines]
/// and [InteractionLines] turn a row into a typed value or a [Refusal] with a sentence; a later word that brings a
/// kind of its own reads its rows by [Cells]. A history too long to wait for is read side by side in each
/// [OrderStretch], which means the same. Nothing here knows a database.
@NullMarked
package valentine.csv;

import org.jspecify.annotations.NullMarked;
