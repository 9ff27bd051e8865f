using Hearth.Workflows.Problems;

namespace Hearth.Workflows.Yaml;

/// <summary>
/// Finds where each character of a scalar's value stands in the file, by walking the raw text: quotes, escapes, folded lines and block
/// indentation. Exact except in folded blocks with lines of different indentation, where at least the line is near.
/// </summary>
internal static class ScalarPositions
{
    /// <summary>One position for each character of the value, and one for its end.</summary>
    public static SourcePosition[] Of(YamlScalar scalar)
    {
        var positions = new SourcePosition[scalar.Value.Length + 1];
        var walker = new Walker(scalar, positions);
        if (scalar.Raw is null or "")
            walker.Fill(scalar.Position);
        else if (scalar.Style is YamlScalarStyle.Literal or YamlScalarStyle.Folded)
            walker.WalkBlock();
        else
            walker.WalkFlow();
        return positions;
    }

    private ref struct Walker(YamlScalar scalar, SourcePosition[] positions)
    {
        private readonly ReadOnlySpan<char> _raw = scalar.Raw;
        private int _index;
        private int _line = scalar.Position.Line;
        private int _column = scalar.Position.Column;
        private int _filled;

        private readonly bool AtEnd => _index >= _raw.Length;

        public void WalkFlow()
        {
            if (scalar.Style != YamlScalarStyle.Plain)
                Skip();

            while (!AtEnd && _filled < positions.Length)
            {
                if (BreakAhead())
                    FoldLines();
                else if (scalar.Style == YamlScalarStyle.SingleQuoted && _raw[_index] == '\'')
                    Emit(2);
                else if (scalar.Style == YamlScalarStyle.DoubleQuoted && _raw[_index] == '\\')
                    Escape();
                else
                    Emit(1);
            }

            Fill(new SourcePosition(_line, _column));
        }

        public void WalkBlock()
        {
            SkipLine();
            var indentation = Indentation();
            while (!AtEnd && _filled < positions.Length)
            {
                for (var column = 0; column < indentation && !AtEnd && _raw[_index] == ' '; column++)
                    Skip();
                var hasContent = !AtEnd && !IsBreak(_raw[_index]);
                while (!AtEnd && !IsBreak(_raw[_index]))
                    Emit(1);
                if (!AtEnd)
                {
                    // In a folded block a line break before blank lines is none of the value; each blank line is.
                    var isDropped = scalar.Style == YamlScalarStyle.Folded && hasContent && BlankLineFollows();
                    if (!isDropped && _filled < positions.Length)
                        positions[_filled++] = new SourcePosition(_line, _column);
                    SkipLine();
                }
            }

            Fill(new SourcePosition(_line, _column));
        }

        public void Fill(SourcePosition position)
        {
            while (_filled < positions.Length)
                positions[_filled++] = position;
        }

        private static bool IsBreak(char character) => character is '\n' or '\r';

        private void Emit(int rawLength)
        {
            if (_filled < positions.Length)
                positions[_filled++] = new SourcePosition(_line, _column);
            for (var count = 0; count < rawLength && !AtEnd; count++)
                Skip();
        }

        private void Skip()
        {
            _index++;
            _column++;
        }

        private void SkipLine()
        {
            while (!AtEnd && !IsBreak(_raw[_index]))
                _index++;
            if (!AtEnd)
                _index += _raw[_index..].StartsWith("\r\n") ? 2 : 1;
            _line++;
            _column = 1;
        }

        private readonly bool BlankLineFollows()
        {
            var rest = _raw[_index..];
            rest = rest[(rest.StartsWith("\r\n") ? 2 : 1)..].TrimStart(' ');
            return !rest.IsEmpty && IsBreak(rest[0]);
        }

        private readonly bool BreakAhead()
        {
            var index = _index;
            while (index < _raw.Length && _raw[index] is ' ' or '\t')
                index++;
            return index < _raw.Length && IsBreak(_raw[index]);
        }

        private void FoldLines()
        {
            var start = new SourcePosition(_line, _column);
            var breaks = 0;
            while (!AtEnd && (IsBreak(_raw[_index]) || BreakAhead()))
            {
                SkipLine();
                breaks++;
            }

            while (!AtEnd && _raw[_index] is ' ' or '\t')
                Skip();
            for (var count = Math.Max(1, breaks - 1); count > 0 && _filled < positions.Length; count--)
                positions[_filled++] = start;
        }

        private void Escape()
        {
            var kind = _index + 1 < _raw.Length ? _raw[_index + 1] : '\0';
            if (IsBreak(kind))
            {
                SkipLine();
                while (!AtEnd && _raw[_index] is ' ' or '\t')
                    Skip();
                return;
            }

            if (kind == 'U')
                DoubleEmitWhenAstral();
            Emit(kind switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 });
        }

        private void DoubleEmitWhenAstral()
        {
            // \U0001F600 becomes two characters of the value.
            if (_filled < scalar.Value.Length && char.IsHighSurrogate(scalar.Value[_filled]))
                positions[_filled++] = new SourcePosition(_line, _column);
        }

        private readonly int Indentation()
        {
            var rest = _raw[_index..];
            while (true)
            {
                var spaces = rest.IndexOfAnyExcept(' ');
                if (spaces < 0)
                    return rest.Length;
                if (!IsBreak(rest[spaces]))
                    return spaces;
                rest = rest[(spaces + 1)..];
            }
        }
    }
}
