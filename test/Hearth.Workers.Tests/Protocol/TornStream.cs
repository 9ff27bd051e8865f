namespace Hearth.Workers.Tests.Protocol;

/// <summary>Gives what it has in pieces of random length, as a pipe does.</summary>
internal sealed class TornStream(byte[] content, Random random) : MemoryStream(content)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Piece(count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Piece(buffer.Length)]);

    private int Piece(int count) => count == 0 ? 0 : random.Next(1, Math.Min(count, 5000) + 1);
}
