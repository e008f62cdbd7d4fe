// A React page with a chat. Run `node server.js`, and in a second terminal `npx vite react`; open /chat.html.
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { textOf } from '../chat/answer';
import { useChat } from './useChat';

function Chat() {
  const { turns, status, error, ask, stop, retry, regenerate } = useChat('/api/chat');
  const [text, setText] = useState('');
  return (
    <>
      <ul>
        {turns.map((turn, index) => (
          <li key={index}>{textOf(turn)}</li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void ask(text);
        }}
      >
        <input
          aria-label="Question"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <button>Ask</button>
      </form>
      <button onClick={stop}>Stop</button>
      <button onClick={retry}>Retry</button>
      <button onClick={regenerate}>Regenerate</button>
      <p role="status">{status}</p>
      <p role="alert">{error?.message}</p>
    </>
  );
}

function Page() {
  const [shown, setShown] = useState(true);
  return (
    <>
      <button onClick={() => setShown(!shown)}>{shown ? 'Hide' : 'Show'}</button>
      {shown && <Chat />}
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
