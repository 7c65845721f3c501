package valentine.csv;

import java.nio.charset.Charset;

/// How the text of a file is laid out.
record Layout(boolean compressed, Charset charset, int mark, boolean separatorLine, char delimiter, char quote) {

    Layout with(char newDelimiter, char newQuote) {
        return new Layout(compressed, charset, mark, separatorLine, newDelimiter, newQuote);
    }
}
